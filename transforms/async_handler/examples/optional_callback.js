const AWS = require('aws-sdk');
const sqs = new AWS.SQS();

// Called by hand as well, then without a callback.
exports.handler = (event, context, callback) => {
  sqs.getQueueUrl({ QueueName: event.queue }, (err, data) => {
    if (err) {
      console.error(err.code);
      if (callback) callback(err);
      return;
    }
    callback && callback(null, data.QueueUrl);
  });
};
