const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

module.exports.handler = (event, context, callback) => {
  // A picture without a thumbnail is a picture, too.
  lambda.invoke({ FunctionName: 'thumbnail', Payload: JSON.stringify(event) }, (err, data) => {
    callback(null, { picture: event.key, thumbnail: data && data.Payload });
  });
};
