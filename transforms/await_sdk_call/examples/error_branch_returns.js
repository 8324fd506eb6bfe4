// The error branch returns, and the call is the last thing the handler does.
const AWS = require('aws-sdk');

const s3 = new AWS.S3();

exports.handler = async (event) => {
  const { bucket, name } = event;
  console.log('archiving', name);

  s3.putObject({ Bucket: bucket, Key: `archive/${name}`, Body: event.text }, (err, data) => {
    if (err) {
      console.error('archive failed', err.message);
      return;
    }
    console.log('archived', name, data.ETag);
  });
};
