const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = (event, context, callback) => {
  const done = (data) => {
    console.log('read', data.Body.length);
    callback(null, data.Body.toString());
  };
  const failed = (err) => {
    console.error('not read', err.code);
    callback(new Error(`${event.key}: ${err.code}`));
  };
  s3.getObject({ Bucket: 'texts', Key: event.key }).promise().then(done, failed);
};
