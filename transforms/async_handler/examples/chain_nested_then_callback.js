'use strict';

const AWS = require('aws-sdk');
const s3 = new AWS.S3();

const fetchText = (url) => new Promise((resolve, reject) => {
  require('https').get(url, (res) => {
    let text = '';
    res.on('data', (chunk) => { text += chunk; });
    res.on('end', () => resolve(text));
  }).on('error', reject);
});

module.exports.handler = (event, context, callback) => {
  fetchText(event.url)
    .then((Body) => (
      s3.putObject({ Bucket: 'pages', Key: event.key, Body }).promise()
    ))
    .then((v) => callback(null, v.ETag), callback);
};
