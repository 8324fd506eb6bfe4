// A list in a branch, and one after it: both may be under way at the same time, so neither is awaited before the other.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const take = async (id) => {
  await db.put({ TableName: 'seats', Item: { id } }).promise();
};

exports.handler = async (event) => {
  if (event.first) {
    event.first.forEach(take);
  }
  event.seats.forEach(take);
  return 'ok';
};
