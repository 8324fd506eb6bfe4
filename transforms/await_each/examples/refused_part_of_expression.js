// What `forEach` gives is nothing, and it is used.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const take = async (id) => {
  await db.put({ TableName: 'seats', Item: { id } }).promise();
};

exports.handler = async (event) => {
  const taken = event.seats.forEach(take);
  return taken || (event.tables.forEach(take), 'ok');
};
