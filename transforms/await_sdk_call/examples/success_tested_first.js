// The success comes first, the failure in the `else`.
const AWS = require('aws-sdk');
const stepfunctions = new AWS.StepFunctions();

exports.handler = async (event) => {
  const execution = {
    stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:refund',
    input: JSON.stringify({ payment: event.payment }),
  };
  stepfunctions.startExecution(execution, (err, data) => {
    if (!err) {
      console.log('refund runs as', data.executionArn.split(':').pop());
    } else {
      console.error('refund not started', err.message);
    }
  });
  return { accepted: event.payment };
};
