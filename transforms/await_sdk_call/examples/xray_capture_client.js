// X-Ray wraps one client.
const AWS = require('aws-sdk');
const { captureAWSClient, setContextMissingStrategy } = require('aws-xray-sdk-core');

setContextMissingStrategy('IGNORE_ERROR');
const lambda = captureAWSClient(new AWS.Lambda());

exports.handler = async (event) => {
  lambda.invoke({ FunctionName: 'resize', Payload: JSON.stringify({ photo: event.photo }) }, function (err, data) {
    if (err) {
      console.error('not resized', err.code);
    } else {
      console.log('resized', data.StatusCode);
    }
  });
  return event.photo;
};
