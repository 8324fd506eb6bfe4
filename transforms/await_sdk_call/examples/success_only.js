// Only a success is acted on; a failure passes in silence.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async ({ bucket, key }) => {
  s3.deleteObject({ Bucket: bucket, Key: key }, (err) => {
    if (!err) {
      console.log('gone:', key);
    }
  });
  return true;
};
