const AWS = require('aws-sdk');
const s3 = new AWS.S3();

const actions = {
  ping: (event, callback) => callback(null, 'pong'),
  list: (event, callback) => s3.listBuckets((err, data) => callback(err, data)),
};

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback);
  // Today this runs before the list is there.
  s3.putObject({ Bucket: 'log', Key: event.action }, () => console.log('noted'));
};
