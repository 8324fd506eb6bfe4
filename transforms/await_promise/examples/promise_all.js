// `Promise.all` that nobody awaits; awaited, it would leave the others behind when one fails.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  Promise.all(event.keys.map((key) => s3.deleteObject({ Bucket: 'archive', Key: key }).promise()));
  return { deleted: event.keys.length };
};
