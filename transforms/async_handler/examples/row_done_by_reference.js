const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

exports.handler = function (event, context) {
  if (event.depth <= 0) return context.done(null, { bottom: true });

  const below = { FunctionName: context.functionName, InvocationType: 'Event', Payload: JSON.stringify({ depth: event.depth - 1 }) };
  lambda.invoke(below, context.done);
};
