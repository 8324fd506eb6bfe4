const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = (event, context, callback) => {
  let left = event.keys.length;
  const failed = [];
  event.keys.forEach((Key) => {
    s3.deleteObject({ Bucket: 'tmp', Key }, (err) => {
      if (err) {
        console.log('still there:', Key);
        failed.push(Key);
      }
      left -= 1;
      if (left === 0) callback(null, { removed: event.keys.length - failed.length });
    });
  });
};
