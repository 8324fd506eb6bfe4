const AWS = require('aws-sdk');
const s3 = new AWS.S3();

module.exports.handler = async (event) => {
  await s3.putObject({ Bucket: 'letters', Key: event.id, Body: event.text }).promise();
  if (event.text.length > 20) throw new Error('letter too long');
  return event.id;
};
