// node24 refuses the handler
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

module.exports.handler = async (event, _context, _callback) => {
  const { MessageId } = await sns.publish({ TopicArn: event.topic, Message: event.text }).promise();
  console.log('published', MessageId);
  return { id: MessageId };
};
