// The callback returns an answer, but only the callback is left by it.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  s3.putObject({ Bucket: 'forms', Key: event.form, Body: event.body }, (err, data) => {
    if (err) {
      return { statusCode: 500 };
    }
    return { statusCode: 200, body: data.ETag };
  });
};
