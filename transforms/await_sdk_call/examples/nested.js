// One call in the callback of another, four deep, each with its own `err` and `data`.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();
const s3 = new AWS.S3();
const sns = new AWS.SNS();
const sqs = new AWS.SQS();

exports.handler = async (event) => {
  db.get({ TableName: 'customers', Key: { id: event.customer } }, (err, data) => {
    if (err) {
      console.error('customer', err.code);
      return;
    }
    const name = data.Item.name;
    s3.putObject({ Bucket: 'invoices', Key: event.invoice, Body: `for ${name}` }, (err, data) => {
      if (err) {
        console.error('invoice', err.code);
        return;
      }
      console.log('invoice of', name, 'is', data.ETag);
      sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:invoices', Message: event.invoice }, (err, data) => {
        if (err) {
          console.error('news', err.code);
          return;
        }
        const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/reminders';
        sqs.sendMessage({ QueueUrl, MessageBody: data.MessageId }, (err, data) => {
          if (err) console.error('reminder', err.code);
          else console.log('reminder', data.MessageId);
        });
      });
    });
  });
  return { statusCode: 202 };
};
