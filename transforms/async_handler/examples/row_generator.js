const co = require('co');
const AWS = require('aws-sdk');

const sns = new AWS.SNS();

module.exports.handler = co.wrap(function* (event, context, done) {
  const order = JSON.parse(event.body);
  if (!order.kitchen) {
    done(null, { statusCode: 400 });
    return;
  }
  yield sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: order.kitchen }).promise();
  console.log('order placed');
  done(null, { statusCode: 200, body: order.kitchen });
});
