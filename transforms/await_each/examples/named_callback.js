// The function for each item stands in the file, async; another one only returns a promise.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

async function save(id) {
  await db.put({ TableName: 'chairs', Item: { id } }).promise();
}

const forget = (id) => db.delete({ TableName: 'tables', Key: { id } }).promise();

exports.handler = async (event) => {
  event.chairs.forEach(save);
  event.tables.forEach((id) => forget(id));
  return 'done';
};
