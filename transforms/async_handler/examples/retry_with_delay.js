const AWS = require('aws-sdk');
const firehose = new AWS.Firehose();

function put(lines, attempt, callback) {
  firehose.putRecordBatch({ DeliveryStreamName: 'lines', Records: lines.map((Data) => ({ Data })) }, (err, data) => {
    if (err) {
      if (attempt >= 3) {
        callback(err);
        return;
      }
      console.log('attempt', attempt, 'failed');
      setTimeout(() => put(lines, attempt + 1, callback), 10 * attempt);
      return;
    }
    callback(null, data.RequestResponses.length);
  });
}

exports.handler = (event, context, callback) => put(event.lines, 1, callback);
