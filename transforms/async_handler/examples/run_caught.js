const AWS = require('aws-sdk');
const s3 = new AWS.S3();

// Thrown, the text would come to the `catch`.
exports.handler = (event, context, callback) => {
  (async () => {
    const { Body } = await s3.getObject({ Bucket: 'pages', Key: event.key }).promise();
    if (Body.length === 0) return callback('empty');
    callback(null, Body.toString());
  })().catch((err) => {
    console.error('cannot read', err);
    callback('unreadable');
  });
};
