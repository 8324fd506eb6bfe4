// Three levels: the file system, the SDK, and a function that hands its callback on, each with its own transform.
const fs = require('fs');
const zlib = require('zlib');
const AWS = require('aws-sdk');

const s3 = new AWS.S3();

function pack(name, callback) {
  fs.readFile(`/etc/${name}`, (err, bytes) => {
    if (err) {
      return callback(err);
    }
    zlib.gzip(bytes, callback);
  });
}

function upload(name, callback) {
  pack(name, (err, packed) => {
    if (err) return callback(err);
    s3.putObject({ Bucket: 'packed', Key: `${name}.gz`, Body: packed }, (err) => {
      if (err) return callback(err);
      callback(null, packed.length > 0);
    });
  });
}

exports.handler = async (event) => {
  upload(event.name, (err, isPacked) => {
    if (err) {
      console.log('not uploaded:', err.code);
      return;
    }
    console.log(event.name, isPacked ? 'is packed' : 'is empty');
  });
};
