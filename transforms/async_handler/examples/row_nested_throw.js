const AWS = require('aws-sdk');
const s3 = new AWS.S3();

module.exports.handler = (event, context, callback) => {
  s3.putObject({ Bucket: 'letters', Key: event.id, Body: event.text }, (err) => {
    if (err) throw err;
    if (event.text.length > 20) throw new Error('letter too long');
    callback(null, event.id);
  });
};
