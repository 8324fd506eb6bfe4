// The callback has a third parameter, of which nobody knows what it gets.
const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

exports.handler = async (event) => {
  lambda.invoke({ FunctionName: 'child', Payload: event.payload }, (err, data, extra) => {
    if (err) {
      console.error('child failed', err.code, extra);
      return;
    }
    console.log('child said', data.Payload);
  });
  return 'parent';
};
