const AWS = require('aws-sdk');
const { deflate } = require('zlib');

class Archive {
  constructor(bucket) {
    this.bucket = bucket;
    this.s3 = new AWS.S3();
  }

  keep(key, text) {
    deflate(JSON.stringify({ text }), (err, body) => {
      if (err) {
        console.error('not packed', key);
        return;
      }
      this.s3.putObject({ Bucket: this.bucket, Key: key, Body: body }, (err) => {
        if (err) console.error('not kept', key);
        else console.log('kept', key);
      });
    });
  }
}

module.exports = { Archive };
