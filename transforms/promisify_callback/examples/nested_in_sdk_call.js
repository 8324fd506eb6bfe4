const AWS = require('aws-sdk');
const zlib = require('zlib');
const fs = require('fs');

const s3 = new AWS.S3();

exports.handler = async (event) => {
  s3.headBucket({ Bucket: 'b' }, (err) => {
    if (err) {
      console.log('no bucket', err.code);
      return;
    }
    fs.readFile('/etc/passwd', (err, text) => {
      if (err) throw err;
      zlib.gzip(text, (err, body) => {
        if (err) throw err;
        s3.putObject({ Bucket: 'b', Key: event.key, Body: body }, (err) => {
          if (err) console.log(err);
          else console.log('put', event.key);
        });
      });
    });
  });
  return 'ok';
};
