const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = function (event, context, callback) {
  const removals = event.keys.map((Key) => s3.deleteObject({ Bucket: 'exports', Key }).promise());
  Promise.all(removals).then(function () {
    console.log(removals.length + ' exports removed');
    callback(undefined);
  }).catch(callback);
};
