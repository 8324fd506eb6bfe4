// Each item handles what fails in it, so that none can reject: `Promise.all` waits for all of them.
const AWS = require('aws-sdk');
const sqs = new AWS.SQS();
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/letters';

exports.handler = async (event) => {
  event.letters.forEach(async (letter) => {
    try {
      await sqs.sendMessage({ QueueUrl, MessageBody: letter }).promise();
      console.log('sent', letter);
    } catch (err) {
      console.error('lost', letter, err.code);
    }
  });
  return event.letters.length;
};
