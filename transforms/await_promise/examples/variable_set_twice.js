// The first promise is lost when the variable gets the second one: both are awaited where they stand.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

const remove = async (key) => {
  await s3.deleteObject({ Bucket: 'archive', Key: key }).promise();
};

exports.handler = async (event) => {
  let removed = remove(event.old);
  removed = remove(event.older);
  return 'removed';
};

exports.several = async (event, context) => {
  const one = remove(event.old), other = remove(event.older);
  return 'removed';
};
