// The callback looks at its `arguments`.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = async (event) => {
  sns.publish({ TopicArn: process.env.TOPIC, Message: event.text }, function () {
    if (arguments[0]) {
      console.error('not published', arguments[0].code);
      return;
    }
    console.log('published', arguments.length, arguments[1].MessageId);
  });
  return 'ok';
};
