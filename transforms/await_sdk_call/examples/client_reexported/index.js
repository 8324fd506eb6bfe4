// The client is a property of what a folder's index exports.
const aws = require('./aws');

exports.handler = async (event) => {
  aws.s3.copyObject({ Bucket: 'backup', Key: event.key, CopySource: `live/${event.key}` }, (err, data) => {
    if (err) {
      console.error('no backup of', event.key, err.code);
      return;
    }
    console.log('backup of', event.key);
  });
  return event.key;
};
