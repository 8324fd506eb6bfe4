// The function's value is a condition: once it is async, a promise would always be true.
const AWS = require('aws-sdk');
const sqs = new AWS.SQS();
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/mails';

const enqueue = (mail) => {
  if (!mail.to) {
    return false;
  }
  sqs.sendMessage({ QueueUrl, MessageBody: mail.text }, (err) => {
    if (err) console.error('not enqueued', err.code);
    else console.log('enqueued for', mail.to);
  });
  return true;
};

exports.handler = async (event) => {
  if (!enqueue(event.mail)) {
    return { statusCode: 400 };
  }
  return { statusCode: 202 };
};
