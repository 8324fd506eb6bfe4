var AWS = require('aws-sdk');
var s3 = new AWS.S3();

exports.handler = function (event, context) {
  var done = context.done;
  var succeed = context.succeed, name = context.functionName;
  if (!event.key) return done('no key');
  s3.headObject({ Bucket: 'files', Key: event.key }, function (err, data) {
    if (err) return done(err);
    console.log(name, 'found', event.key);
    succeed(data.ContentType || 'unknown');
  });
};
