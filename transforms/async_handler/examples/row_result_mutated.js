const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

// The answer is only written down when nothing is left to do, so what is added later belongs to it.
exports.handler = (event, context, callback) => {
  const report = { job: event.job, steps: ['accepted'] };
  lambda.invoke({ FunctionName: 'render', Payload: JSON.stringify({ job: event.job }) }, (err, data) => {
    report.steps.push(err ? 'failed' : 'rendered');
    report.status = data ? data.StatusCode : undefined;
  });
  callback(null, report);
  report.steps.push('queued');
};
