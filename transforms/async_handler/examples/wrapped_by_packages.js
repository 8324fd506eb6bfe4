const { AWSLambda } = require('@sentry/serverless');
const middy = require('@middy/core');
const epsagon = require('epsagon');
const iopipe = require('@iopipe/iopipe')({});

exports.handler = AWSLambda.wrapHandler((event, context, callback) => {
  callback(null, event.id);
});

exports.second = middy((event, context, callback) => {
  if (event.id) callback(null, event.id);
  else callback(new Error('no id'));
}).use({ before: (request) => console.log(request.event.id) });

// The wrapper never sees this answer.
exports.third = middy((event, context) => {
  context.succeed(event.id);
});

// Nothing is known of this one.
exports.fourth = iopipe((event, context, callback) => {
  callback(null, event.id);
});

exports.fifth = epsagon.lambdaWrapper((event, context, callback) => {
  callback(event.id ? null : 'no id', event.id);
});
