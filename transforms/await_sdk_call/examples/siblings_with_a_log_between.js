// Between two calls, and after them, the handler writes lines that could be seen in time.
const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

exports.handler = async (event) => {
  lambda.invoke({ FunctionName: 'crop', Payload: JSON.stringify(event) }, (err, data) => {
    if (err) console.error('crop', err.code);
    else console.log('crop', data.StatusCode);
  });
  console.log('cropping', event.photo);
  lambda.invoke({ FunctionName: 'tint', Payload: JSON.stringify(event) }, (err, data) => {
    if (err) console.error('tint', err.code);
    else console.log('tint', data.StatusCode);
  });
  console.log('tinting', event.photo);
  return event.photo;
};
