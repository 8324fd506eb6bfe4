// The promise is kept in a variable that nobody reads, and a word is returned.
const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

exports.handler = async (event) => {
  const started = lambda.invoke({ FunctionName: 'report', Payload: JSON.stringify(event) }).promise();
  return 'started';
};
