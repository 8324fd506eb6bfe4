// The message is on its way when the handler answers.
const AWS = require('aws-sdk');

const sns = new AWS.SNS();

exports.handler = async (event) => {
  const message = { TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: `order ${event.order}` };

  // Tell the warehouse.
  sns.publish(message).promise();

  return { statusCode: 202 };
};
