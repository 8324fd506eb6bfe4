import AWS from 'aws-sdk';
const sqs = new AWS.SQS();
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/songs';

// Both calls are told to wait, each together with the other one: once is enough.
async function store(id, kind) {
  console.log('storing', id);
  sqs.sendMessage({ QueueUrl, MessageBody: `${kind} ${id}` }).promise();
}

export async function handler(event) {
  store(event.id, 'song');
  store(event.id, 'artist');
  console.log('stored', event.id);
}
