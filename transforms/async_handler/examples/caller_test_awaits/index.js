const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = (event, context, callback) => {
  if (!event.text) return callback(new Error('nothing to say'));
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: event.text }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.MessageId);
  });
};
