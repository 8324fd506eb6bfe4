const AWS = require('aws-sdk');

exports.handler = (event, context, callback) => {
  // Nobody declares these.
  bucket = event.bucket;
  client = new AWS.S3();

  client.putObject({ Bucket: bucket, Key: 'latest', Body: 'x' }, function (error) {
    if (error) console.log('not put', error.code);
    else console.log('put');
  });
};
