// A failure was lost and ended the process; the author's `catch` is what waits for it.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  try {
    s3.putObject({ Bucket: 'archive', Key: event.key, Body: 'x' }).promise();
    return { statusCode: 200 };
  } catch (err) {
    console.error(err.code);
    return { statusCode: 500 };
  }
};
