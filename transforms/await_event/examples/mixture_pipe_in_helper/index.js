const AWS = require('aws-sdk');
const { archive } = require('./archive');

const sqs = new AWS.SQS();

exports.handler = async (event) => {
  sqs.receiveMessage({ QueueUrl: event.queue }, (err) => {
    if (err) {
      console.error(err);
      return;
    }
    archive(event.path);
  });
};
