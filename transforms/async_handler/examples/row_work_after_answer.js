const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

exports.handler = (event, context, callback) => {
  callback(null, { accepted: true });

  // The slow part goes to the worker.
  for (const photo of event.photos) {
    sqs.sendMessage({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/photos', MessageBody: photo }, (err, sent) => {
      if (err) return console.error('not queued', photo);
      console.log('queued', photo, sent.MessageId);
    });
  }
};
