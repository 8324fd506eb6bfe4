// A form for an upload is signed with a callback; there is no promise for it.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  s3.createPresignedPost({ Bucket: 'inbox', Fields: { key: event.key } }, (err, data) => {
    if (err) {
      console.error('no form for', event.key);
    } else {
      console.log('form for', event.key, data.url);
    }
  });
  return { statusCode: 200 };
};
