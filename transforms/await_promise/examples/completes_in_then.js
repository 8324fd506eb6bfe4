// The handler has answered by the time its callback is called: awaited, that would come first.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event, context, callback) => {
  db.get({ TableName: 'users', Key: { id: event.id } }).promise().then(({ Item }) => callback(null, Item));
};
