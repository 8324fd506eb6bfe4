// Three ways to answer, and what each leaves behind. None of them is async: they stay as they are, with the reason.
const AWS = require('aws-sdk');
const sns = new AWS.SNS();

const tell = (text) => sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:visits', Message: text }, (err) => {
  if (err) console.log('nobody was told', err.code);
});

// Freezes at once.
exports.bySucceed = function (event, context) {
  tell(event.visitor);
  context.succeed('seen');
};

// Waits until the event loop is empty.
exports.byCallback = function (event, context, callback) {
  tell(event.visitor);
  callback(null, 'seen');
};

// Freezes at once, because it is told to.
exports.byCallbackAtOnce = function (event, context, callback) {
  context.callbackWaitsForEmptyEventLoop = false;
  tell(event.visitor);
  callback(null, 'seen');
};
