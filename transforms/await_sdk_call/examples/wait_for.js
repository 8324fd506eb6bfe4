// The call waits for a state of the service, and the handler does not wait for the call.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.handler = async (event) => {
  s3.waitFor('objectExists', { Bucket: 'renders', Key: event.scene }, (err, data) => {
    if (err) console.error('no render of', event.scene);
    else console.log('rendered', event.scene);
  });
  return { scene: event.scene };
};
