const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

const responses = {
  ok(body, callback) {
    callback(null, { statusCode: 200, body });
  },
  failed: (err, callback) => callback(null, { statusCode: 502, body: err.code }),
};

exports.handler = (event, context, callback) => {
  const request = { FunctionName: 'resize', Payload: JSON.stringify(event) };
  lambda.invoke(request, (err, data) => {
    if (err) {
      responses.failed(err, callback);
      return;
    }
    responses.ok(String(data.StatusCode), callback);
  });
};
