// What the event holds is JSON, but this file puts a `Set` into it: the callback hands its promise over.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.unique = new Set(event.ids);
  event.unique.forEach(async (id) => {
    await db.put({ TableName: 'rooms', Item: { id } }).promise();
  });
  return event.unique.size;
};
