const async = require('async');
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = (event, context, callback) => {
  async.waterfall([
    function download(next) {
      s3.getObject({ Bucket: 'in', Key: event.key }, next);
    },
    function upload(data, next) {
      s3.putObject({ Bucket: 'out', Key: event.key, Body: data.Body }, next);
    },
  ], function (err) {
    if (err) {
      console.error('not copied', event.key);
    } else {
      console.log('copied', event.key);
    }
    callback(null, 'message');
  });
};
