// An async handler that returns an answer, and also calls its third parameter, long after.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

module.exports = {
  handler: async (event, context, callback) => {
    sns.publish({ TopicArn: process.env.TOPIC, Message: event.text }, (err, data) => {
      if (err) return callback(err);
      return callback(null, data.MessageId);
    });
    return { statusCode: 200 };
  },
};
