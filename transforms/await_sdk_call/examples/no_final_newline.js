// The file ends without a line break, in the middle of the handler's last line.
const AWS = require('aws-sdk');
const sqs = new AWS.SQS();
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/ends';

exports.handler = async (event) => {
  sqs.deleteMessage({ QueueUrl, ReceiptHandle: event.receipt }, (err) => {
    if (err) console.error('again', err.code);
    else console.log('done', event.receipt);
  }); }