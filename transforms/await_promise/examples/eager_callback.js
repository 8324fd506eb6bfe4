// What is called here at once is no callback.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const failed = (text) => {
  console.error('failed', text);
};
const failing = (text) => (err) => {
  console.error('failed', text, err.code);
};

exports.handler = async (event) => {
  await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: event.text }).promise()
    .then(console.log('published'))
    .catch(failed(event.text));
  await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: event.text }).promise()
    .catch(failing(event.text));
  return 'ok';
};
