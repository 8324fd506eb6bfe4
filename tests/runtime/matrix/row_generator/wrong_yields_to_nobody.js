// after, node20, event 0: after the answer
const AWS = require('aws-sdk');

const sns = new AWS.SNS();

module.exports.handler = async function (event) {
  const order = JSON.parse(event.body);
  if (!order.kitchen) {
    return { statusCode: 400 };
  }
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: order.kitchen }).promise();
  console.log('order placed');
  return { statusCode: 200, body: order.kitchen };
};
