const AWS = require('aws-sdk');
const kinesis = new AWS.Kinesis();

// Answers the promise itself, which is written down as {}.
exports.handler = (event, context, callback) => {
  const sent = kinesis.putRecord({ StreamName: 'steps', PartitionKey: event.user, Data: String(event.steps) }).promise();
  callback(null, sent);
};
