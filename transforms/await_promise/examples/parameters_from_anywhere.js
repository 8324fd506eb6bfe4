// What is sent is an argument, a part of the event, or built elsewhere: it is no callback in any case.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:orders';
const letter = (text) => ({ TopicArn, Message: text });

function send(params) {
  sns.publish(params).promise();
}

exports.handler = async (event) => {
  const { text } = event;
  send(letter(text));
  sns.publish(letter(text + '2')).promise();
  sns.publish(event.third).promise();
  let params;
  if (text) {
    params = letter(text + '4');
  }
  sns.publish(params).promise();
  return text;
};
