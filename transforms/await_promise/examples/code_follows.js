// The log comes while the request is under way, as before.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = async (event) => {
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: event.text }).promise().catch(() => {});
  console.log('publishing', event.text);
  return 'ok';
};
