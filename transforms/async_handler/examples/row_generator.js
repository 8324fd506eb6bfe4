const co = require('co');
const AWS = require('aws-sdk');

const sns = new AWS.SNS();

module.exports.handler = co.wrap(function* (event, context, cb) {
  const order = JSON.parse(event.body);
  if (!order.restaurant) {
    cb(null, { statusCode: 400 });
    return;
  }
  yield sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: order.restaurant }).promise();
  console.log('order placed');
  cb(null, { statusCode: 200, body: order.restaurant });
});
