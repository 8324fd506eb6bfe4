// `void` says that nobody shall wait.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const audit = async (text) => {
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: text }, (err) => {
    if (err) console.error(err.code);
  });
};

exports.handler = async (event) => {
  void audit('begins');
  return 'ok';
};
