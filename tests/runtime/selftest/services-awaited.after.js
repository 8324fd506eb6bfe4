const https = require('https');
const AWS = require('aws-sdk');

const s3 = new AWS.S3();
const sns = new AWS.SNS();
const sqs = new AWS.SQS();
const lambda = new AWS.Lambda();
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/jobs';

const ping = (url) => new Promise((resolve, reject) => https.get(url, (answer) => answer.resume().on('end', resolve)).on('error', reject));

exports.handler = async ({ text }) => {
  await Promise.all([
    s3.putObject({ Bucket: 'texts', Key: 'last', Body: text }).promise(),
    sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:texts', Message: text }).promise(),
    sqs.sendMessage({ QueueUrl, MessageBody: text }).promise(),
    lambda.invoke({ FunctionName: 'next', Payload: JSON.stringify({ text }) }).promise(),
    fetch('https://example.com/hook', { method: 'POST', body: text }),
    ping('https://example.com/ping'),
  ]);
  return text;
};
