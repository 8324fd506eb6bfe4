// The `catch` around only logs what it throws again: the invocation fails, as it did.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  try {
    event.ids.forEach(async (id) => {
      await db.put({ TableName: 'rooms', Item: { id } }).promise();
    });
    return 'ok';
  } catch (err) {
    console.error('failed');
    throw err;
  }
};
