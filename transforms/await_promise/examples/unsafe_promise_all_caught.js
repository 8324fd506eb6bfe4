// The links of `Promise.all` see the first failure, while others are still under way.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  Promise.all(event.keys.map((key) => s3.deleteObject({ Bucket: 'archive', Key: key }).promise()))
    .catch((err) => console.error('not deleted', err.code));
  return { deleted: event.keys.length };
};
