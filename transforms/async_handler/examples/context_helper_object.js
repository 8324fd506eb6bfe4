const AWS = require('aws-sdk');
const polly = new AWS.SNS();

function Reply(context) {
  this.ok = function (text) { context.succeed({ version: '1.0', response: { text: text } }); };
  this.sorry = function (err) {
    console.log(err.code);
    context.succeed({ version: '1.0', response: { text: 'Sorry.' } });
  };
}

exports.handler = function (event, context) {
  const reply = new Reply(context);
  switch (event.intent) {
    case 'Hello':
      reply.ok('Hello!');
      break;
    case 'Call':
      polly.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:calls', Message: event.who }, function (err) {
        if (err) reply.sorry(err);
        else reply.ok('Calling ' + event.who);
      });
      break;
    default:
      context.fail('unknown intent ' + event.intent);
  }
};
