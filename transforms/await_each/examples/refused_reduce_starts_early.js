// Each turn starts its request before it waits for the one before: the last promise is not all of them.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.steps.reduce(async (before, id) => {
    const written = db.put({ TableName: 'steps', Item: { id } }).promise();
    await before;
    await written;
  }, Promise.resolve());
  return 'all steps';
};
