const AWS = require('aws-sdk');
const { saveOrder } = require('../lib/orders');

const sns = new AWS.SNS();

exports.handler = async (event) => {
  const order = JSON.parse(event.body);
  saveOrder(order);
  sns.publish({ TopicArn: process.env.TOPIC, Message: order.id }, (err) => {
    if (err) console.error('not told', err);
  });
  return { statusCode: 201 };
};
