var AWS = require('aws-sdk');
var s3 = new AWS.S3();

exports.handler = function (event, context) {
  s3.listObjectsV2({ Bucket: event.bucket, Prefix: event.folder + '/' }, function (err, data) {
    if (err) {
      console.log(err.code);
      context.fail('Cannot list ' + event.folder);
      return;
    }
    context.succeed({ count: data.KeyCount });
  });
};
