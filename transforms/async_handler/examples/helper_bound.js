const AWS = require('aws-sdk');
const firehose = new AWS.Firehose();

function closeInvocation(context, stream, problem, words) {
  if (problem) {
    console.log(stream + ' refused:', problem.code || problem);
    context.fail(problem);
  } else {
    context.succeed(words || 'kept');
  }
}

exports.handler = function (event, context) {
  var close = closeInvocation.bind(undefined, context, event.stream);
  if (!event.lines.length) {
    close(null, 'no lines');
    return;
  }
  var Records = event.lines.map(function (line) { return { Data: line }; });
  firehose.putRecordBatch({ DeliveryStreamName: event.stream, Records: Records }, function (problem) {
    if (problem) close(problem);
    else close();
  });
};
