'use strict';
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

let config;

exports.handler = (event, context) => {
  // The configuration is read once per container.
  if (config) {
    handleEvent(event, context);
    return;
  }
  s3.getObject({ Bucket: 'config', Key: 'search.json' }, (err, data) => {
    if (err) {
      context.done(err);
      return;
    }
    config = JSON.parse(data.Body.toString());
    console.log('configured');
    handleEvent(event, context);
  });
};

function handleEvent(event, context) {
  const limit = config.limit || 10;
  if (!event.query) {
    context.fail('Bad request: no query');
  } else {
    context.succeed({ query: event.query, limit });
  }
}
