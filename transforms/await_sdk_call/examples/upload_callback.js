// A managed upload with a callback.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  s3.upload({ Bucket: 'scans', Key: event.scan, Body: event.page }, (err, data) => {
    if (err) {
      console.error('scan lost', err.code);
    } else {
      console.log('scan is at', data.Key);
    }
  });
  return { scan: event.scan };
};
