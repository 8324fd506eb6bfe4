// The operation has no parameters, only a callback.
const { S3 } = require('aws-sdk');
const s3 = new S3();

exports.handler = async () => {
  s3.listBuckets(function (err, data) {
    if (err) {
      console.error('cannot list', err.code);
      return;
    }
    console.log('buckets:', data.Buckets);
  });
  return { listed: true };
};
