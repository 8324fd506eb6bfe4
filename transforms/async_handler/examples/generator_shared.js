const co = require('co'), AWS = require('aws-sdk');

const sns = new AWS.SNS();

const topic = (name) => `arn:aws:sns:us-east-1:000000000000:${name}`;

// Both handlers wait for it.
function *tell(name, text) {
  if (!text) throw new TypeError('nothing to tell');
  const { MessageId } = yield sns.publish({ TopicArn: topic(name), Message: text }).promise();
  return MessageId ? 'told' : 'lost';
}

exports.handler = co.wrap(
  function* (event, context, callback) {
    const texts = (event.texts || []).map((it) => it.trim());
    const sent = yield texts.map((text) => sns.publish({ TopicArn: topic('all'), Message: text }).promise());
    const last = yield tell('done', event.last);
    callback(null, { sent: sent.length, last });
  },
);

exports.remind = co.wrap(function* remind(event, context, callback) {
  try {
    this.count = (this.count || 0) + 1;
    callback(null, yield* tell('reminders', event.text));
  } catch (err) {
    callback(err);
  }
});
