// `customizeRequests` is no operation: its function is called once per request.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  s3.customizeRequests((request) => {
    request.on('complete', () => console.log('complete', event.id));
  });
  await s3.putObject({ Bucket: 'b', Key: event.id, Body: 'x' }).promise();
  return event.id;
};
