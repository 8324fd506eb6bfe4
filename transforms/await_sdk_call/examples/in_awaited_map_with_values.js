// The callback of an awaited `map` starts a call and gives a value of its own.
const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

exports.handler = async ({ photos }) => {
  const names = await Promise.all(photos.map((photo) => {
    lambda.invoke({ FunctionName: 'shrink', Payload: JSON.stringify({ photo }) }, (err, data) => {
      if (err) {
        console.error('too large', photo);
        return;
      }
      console.log('shrunk', photo, data.StatusCode);
    });
    return `${photo}.small`;
  }));
  return { names };
};
