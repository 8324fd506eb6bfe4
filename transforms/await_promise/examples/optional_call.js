// There may be nothing to wait for, which takes no time.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const topic = {
  tell: async (text) => {
    await sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:orders', Message: text }).promise();
  },
};

exports.handler = async (event) => {
  const told = event.quiet ? undefined : topic;
  topic?.tell(event.text);
  return told === topic;
};
