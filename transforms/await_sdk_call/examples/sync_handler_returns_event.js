// What a handler returns without being async is not looked at, whatever it mentions.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = (event) => {
  s3.waitFor('objectExists', { Bucket: 'renders', Key: event.scene }, (err) => {
    if (err) console.error('no render of', event.scene);
    else console.log('rendered', event.scene);
  });
  return { scene: event.scene };
};
