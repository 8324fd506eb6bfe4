const AWS = require('aws-sdk');
const sns = new AWS.SNS();

exports.handler = function (event, context, cb) {
  if (!event.text) {
    return fail('no text');
  }
  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:news', Message: event.text }, function (err, data) {
    if (err) return fail(err.code);
    finish({ sent: data.MessageId.length > 0 });
  });

  // Both answer for the handler.
  function finish(result) {
    console.log('finished', event.text);
    cb(null, result);
  }

  function fail(reason) {
    console.log('failed', reason);
    cb(reason);
  }
};
