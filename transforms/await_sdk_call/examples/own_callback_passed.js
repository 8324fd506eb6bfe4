// An async handler hands its own third parameter to the call, and answers null before that has an answer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event, context, callback) => {
  db.get({ TableName: 'books', Key: { id: event.isbn } }, callback);
};
