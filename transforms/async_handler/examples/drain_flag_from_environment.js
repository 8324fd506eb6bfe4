const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

exports.handler = (event, context, callback) => {
  // The shipping of lines has to end before the container is frozen.
  context.callbackWaitsForEmptyEventLoop = process.env.KEEP_GOING !== 'true';
  sqs.sendMessage({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/lines', MessageBody: event.line }, (err) => {
    if (err) console.warn('not shipped', err.code);
  });
  callback(null, event.line.length);
};
