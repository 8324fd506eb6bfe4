const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

exports.handler = function (event, context, callback) {
  if (event.source === 'aws.events') {
    console.log('warm');
    context.succeed('warm');
    return;
  }
  lambda.invoke({ FunctionName: 'thumbnail', Payload: JSON.stringify({ key: event.key }) }, function (err, data) {
    if (err) {
      context.fail(err);
    } else if (data.FunctionError) {
      callback(new Error(data.Payload));
    } else {
      callback(null, { status: data.StatusCode });
    }
  });
};
