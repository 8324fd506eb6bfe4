// The handler has a `data` and an `err` of its own, which are used after the call.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  const data = Buffer.from(event.text).toString('base64');
  let err = null;
  s3.putObject({ Bucket: 'blobs', Key: event.key, Body: data }, (err, data) => {
    if (err) {
      console.error('blob lost', err.code);
      return;
    }
    console.log('blob', data.ETag);
  });
  if (data.length > 8) err = 'long';
  return { data, err };
};
