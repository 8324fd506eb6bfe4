var AWS = require('aws-sdk');
var s3 = new AWS.S3();

exports.handler = async function (event) {
  let data;
  try {
    data = await s3.listObjectsV2({ Bucket: event.bucket, Prefix: event.folder + '/' }).promise();
  } catch (err) {
    console.log(err.code);
    throw 'Cannot list ' + event.folder;
  }
  return { count: data.KeyCount };
};
