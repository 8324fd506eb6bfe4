// Three levels: the callback of zlib in an async helper, called in a loop that starts work per record.
const zlib = require('zlib');
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

const pack = async (record) => {
  zlib.gzip(`${record.text}\n`, (err, packed) => {
    if (err) {
      console.error('not packed', err.code);
      return;
    }
    s3.putObject({ Bucket: 'archive', Key: record.key, Body: packed }).promise();
  });
};

exports.handler = async (event) => {
  for (const record of event.Records) {
    pack(record);
  }
  return event.Records.length;
};
