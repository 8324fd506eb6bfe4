// after, node20, event 2: the answer is
const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/parts';

// The first failure fails the whole batch; the other parts are under way by then.
exports.handler = async (event) => {
  const sent = await Promise.allSettled(event.parts.map((part) => (
    sqs.sendMessage({ QueueUrl, MessageBody: part.text }).promise()
  )));
  const failed = sent.find((it) => it.status === 'rejected');
  if (failed) throw failed.reason;
  return sent.length;
};
