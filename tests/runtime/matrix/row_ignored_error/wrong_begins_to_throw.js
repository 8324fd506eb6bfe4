// after, node20, event 1: the answer is
const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();

module.exports.handler = async (event) => {
  // A picture without a thumbnail is a picture, too.
  const data = await lambda.invoke({ FunctionName: 'thumbnail', Payload: JSON.stringify(event) }).promise();
  return { picture: event.key, thumbnail: data && data.Payload };
};
