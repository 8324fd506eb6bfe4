const AWS = require('aws-sdk');
const es = new AWS.Firehose();

function index(line, callback) {
  es.putRecord({ DeliveryStreamName: 'index', Record: { Data: line } }, (err) => {
    if (err) {
      console.error('index:', err.code);
      callback(err);
    }
  });
}

// Answers by itself only if something goes wrong.
exports.handler = (event, context, callback) => {
  if (!Array.isArray(event.lines)) {
    callback(new TypeError('no lines'));
    return;
  }
  index(event.lines.join('\n'), callback);
};
