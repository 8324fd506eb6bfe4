'use strict';
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

let rules;

exports.handler = (event, context) => {
  // Read once, kept as long as the container lives.
  if (rules) {
    answer(event, context);
    return;
  }
  s3.getObject({ Bucket: 'shop', Key: 'rules.json' }, (err, object) => {
    if (err) {
      context.done(err);
      return;
    }
    rules = JSON.parse(object.Body.toString());
    console.log('rules read');
    answer(event, context);
  });
};

function answer(event, context) {
  const most = rules.most || 10;
  if (!event.query) {
    context.fail('Bad request: no query');
  } else {
    context.succeed({ query: event.query, most });
  }
}
