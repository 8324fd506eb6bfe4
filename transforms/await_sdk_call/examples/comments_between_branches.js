// Comments between `}` and `else`, before a body without braces, and in an empty branch.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  s3.deleteObject({ Bucket: 'cache', Key: event.key }, (err) => {
    if (err) {
      console.error('stale', event.key);
    }
    // it worked
    else {
      console.log('fresh', event.key);
    }
  });
  s3.deleteObject({ Bucket: 'cache', Key: event.key + '.gz' }, (err) => {
    if (err) /* not so bad */ console.warn('no archive');
    else { /* as expected */ }
  });
  return event.key;
};
