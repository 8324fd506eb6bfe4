const AWS = require('aws-sdk');
const kinesis = new AWS.Kinesis();

// Answers the promise itself, which is written down as {}.
exports.handler = async (event) => {
  await kinesis.putRecord({ StreamName: 'steps', PartitionKey: event.user, Data: String(event.steps) }).promise();
  return {};
};
