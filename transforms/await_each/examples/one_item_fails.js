// One item fails: the others are waited for all the same, and the failure is the answer. It used to end the process.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.words.forEach(async (id) => {
    await db.put({ TableName: 'words', Item: { id }, ConditionExpression: 'attribute_not_exists(id)' }).promise();
    console.log('added', id);
  });
  return event.words.length;
};
