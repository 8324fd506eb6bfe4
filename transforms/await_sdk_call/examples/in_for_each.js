// One call for each item, in `forEach`.
const AWS = require('aws-sdk');
const sqs = new AWS.SQS();
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/prints';

exports.handler = async (event) => {
  event.Records.forEach((record) => {
    sqs.sendMessage({ QueueUrl, MessageBody: record.body }, (err) => {
      if (err) {
        console.error('not printed', record.body, err.code);
        return;
      }
      console.log('printing', record.body);
    });
  });
  return { printing: event.Records.length };
};
