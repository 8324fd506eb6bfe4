// Four levels: a loop over records, a callback of the SDK, one of Node.js, and another one of the SDK.
const AWS = require('aws-sdk');
const zlib = require('zlib');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  event.Records.forEach(function (record) {
    s3.getObject({ Bucket: 'logs', Key: record.key }, function (err, data) {
      if (err) {
        console.error('no object', record.key);
        return;
      }
      zlib.gzip(data.Body, function (err, zipped) {
        if (err) {
          console.error('not zipped', record.key);
          return;
        }
        s3.putObject({ Bucket: 'zipped', Key: record.key + '.gz', Body: zipped }, function (err) {
          if (err) console.error('not stored', record.key);
          else console.log('stored', record.key);
        });
      });
    });
  });
  return 'ok';
};
