// Other statements share the lines of the call.
const AWS = require('aws-sdk'), s3 = new AWS.S3();
exports.handler = async (event) => { const key = event.key; s3.putObject({ Bucket: 'memos', Key: key, Body: event.memo }, (err) => {
    if (err) console.error('memo lost'); else console.log('memo kept', key);
  }); return key; };
