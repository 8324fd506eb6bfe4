import AWS from 'aws-sdk';

const sqs = new AWS.SQS();
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/mails';

export const handler = (event, context, callback) => {
  Promise.all(event.users.map((user) => sqs.sendMessage({ QueueUrl, MessageBody: user }).promise()))
    .then((sent) => {
      console.log(sent.length, 'mails queued');
      return sent.map((it) => it.MessageId);
    })
    .then((ids) => callback(null, { ids }), (err) => callback(`not queued: ${err.code}`));
};
