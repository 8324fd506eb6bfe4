// after, node20, event 0: the answer is
const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

exports.handler = async function (event) {
  if (event.depth <= 0) return { bottom: true };

  const below = { FunctionName: context.functionName, InvocationType: 'Event', Payload: JSON.stringify({ depth: event.depth - 1 }) };
  return await lambda.invoke(below).promise();
};
