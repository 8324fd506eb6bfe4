const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async function (event) {
  const removals = event.keys.map((Key) => s3.deleteObject({ Bucket: 'exports', Key }).promise());
  await Promise.all(removals);
  console.log(removals.length + ' exports removed');
};
