// Everything is awaited already: nothing may change.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  try {
    await db.put({ TableName: 'moods', Item: { id: event.user, mood: event.mood } }).promise();
    return { statusCode: 200 };
  } catch (err) {
    console.error('mood', err.code);
    return { statusCode: 500 };
  }
};
