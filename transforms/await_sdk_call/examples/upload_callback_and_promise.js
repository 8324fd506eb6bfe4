// `upload` is sent once, even with a callback and `.promise()`, and is awaited: it may stay.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  await s3.upload({ Bucket: 'films', Key: event.film, Body: event.frames }, (err, data) => {
    if (err) console.error('not uploaded', event.film);
    else console.log('uploaded', data.Key);
  }).promise();
  return event.film;
};
