// Nor can a generator.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

function* steps(id) {
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: id }).promise();
  yield id;
}

exports.handler = async (event) => [...steps(event.id)];
