const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

// Whether the welcome mail is queued or not, the account is there.
module.exports.handler = (event, context, callback) => {
  sqs.sendMessage({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/welcome', MessageBody: event.user }, (err, sent) => {
    callback(null, { user: event.user, mail: sent ? sent.MessageId : sent });
  });
};
