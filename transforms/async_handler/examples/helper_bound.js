const AWS = require('aws-sdk');
const firehose = new AWS.Firehose();

function onCompletion(context, stream, err, message) {
  if (err) {
    console.log('failed on ' + stream, err.code || err);
    context.fail(err);
  } else {
    context.succeed(message || 'done');
  }
}

exports.handler = function (event, context) {
  var finish = onCompletion.bind(undefined, context, event.stream);
  if (!event.records.length) {
    finish(null, 'nothing to do');
    return;
  }
  var Records = event.records.map(function (text) { return { Data: text }; });
  firehose.putRecordBatch({ DeliveryStreamName: event.stream, Records: Records }, function (err) {
    if (err) finish(err);
    else finish();
  });
};
