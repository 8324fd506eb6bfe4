// The callback of forEach starts work and returns.
const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

exports.handler = async (event) => {
  event.items.forEach((item) => {
    if (item.skip) return;
    sqs.sendMessage({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/later', MessageBody: item.text }).promise();
  });
  return 'queued';
};
