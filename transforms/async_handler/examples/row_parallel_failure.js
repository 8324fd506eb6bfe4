const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/parts';

// The first failure fails the whole batch; the other parts are under way by then.
exports.handler = (event, context, callback) => {
  let sent = 0;
  event.parts.forEach((part) => {
    sqs.sendMessage({ QueueUrl, MessageBody: part.text }, (err) => {
      if (err) return callback(err);
      sent += 1;
      if (sent === event.parts.length) callback(null, sent);
    });
  });
};
