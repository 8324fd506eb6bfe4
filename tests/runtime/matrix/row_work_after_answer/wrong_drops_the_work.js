// after, node20, event 0: the effects differ
const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

exports.handler = async (event) => {
  return { accepted: true };
};
