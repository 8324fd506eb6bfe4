const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = (event, context) => {
  const message = { TopicArn: 'arn:aws:sns:us-east-1:000000000000:alarms', Subject: event.subject, Message: event.text };

  // Whether it worked or not, the rule must not fire again.
  sns.publish(message, (err, data) => {
    if (err) {
      console.error('alarm lost:', err.message);
      return context.done();
    }
    console.log('alarm', data.MessageId);
    context.done(null, data.MessageId);
  });
};
