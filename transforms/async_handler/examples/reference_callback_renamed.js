var AWS = require('aws-sdk')
  , s3 = new AWS.S3()

exports.handler = function (evt, ctx, fn) {
  var next = fn
  var done = function (e, r) { next(e, r && r.ETag) }
  s3.putObject({ Bucket: evt.bucket, Key: evt.key, Body: evt.body || '' }, done)
}
