// after, node20, event 0: the answer is
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async function (event) {
  const removals = event.keys.map((Key) => s3.deleteObject({ Bucket: 'exports', Key }).promise());
  console.log(removals.length + ' exports removed');
  return Promise.all(removals);
};
