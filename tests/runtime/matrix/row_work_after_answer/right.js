const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

exports.handler = async (event) => {
  const result = { accepted: true };

  // The slow part goes to the worker.
  await Promise.all(event.photos.map(async (photo) => {
    try {
      const sent = await sqs.sendMessage({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/photos', MessageBody: photo }).promise();
      console.log('queued', photo, sent.MessageId);
    } catch (err) {
      console.error('not queued', photo);
    }
  }));
  return result;
};
