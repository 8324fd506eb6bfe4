// The callback is called for each page: no single result can be awaited.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  let size = 0;
  s3.listObjectsV2({ Bucket: event.bucket }).eachPage((err, page) => {
    if (err) {
      console.error('cannot list', event.bucket, err.code);
      return false;
    }
    if (page) {
      size += page.Contents.reduce((sum, object) => sum + object.Size, 0);
      return true;
    }
    console.log(event.bucket, 'holds', size);
    return true;
  });
  return event.bucket;
};
