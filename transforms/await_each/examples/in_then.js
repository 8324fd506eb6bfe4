// In the callback of a promise that is awaited: it waits, too. Where the chain ends in a `catch`, that would get what fails.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const take = async (id) => {
  await db.put({ TableName: 'seats', Item: { id } }).promise();
};

exports.handler = async (event) => {
  await db.get({ TableName: 'rows', Key: { id: event.row } }).promise().then(({ Item }) => {
    Item.seats.forEach(take);
  });
  return 'ok';
};

exports.caught = async (event) => {
  await db.get({ TableName: 'rows', Key: { id: event.row } }).promise().then((data) => data.Item.seats.forEach(take)).catch(console.error);
};
