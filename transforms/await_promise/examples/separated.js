// Two promises with code between them that may fail: the second one is awaited, the first one would be
// left behind where that fails, or log later.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const tell = async (text) => {
  await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: text }).promise();
};

exports.handler = async (event) => {
  tell('begins');
  event.lines.forEach((line) => console.log(line.text));
  tell('ends');
};
