// One after the other, in a chain that nobody awaits.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.steps.reduce(async (before, id) => {
    await before;
    await db.put({ TableName: 'steps', Item: { id } }).promise();
    console.log('step', id);
  }, Promise.resolve());
  return 'all steps';
};
