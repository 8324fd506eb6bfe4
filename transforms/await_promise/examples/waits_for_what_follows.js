// The work waits for what a timer sets: awaited before it, it would never come to an end.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
let isOpen = false;

async function work(id) {
  while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
  await db.put({ TableName: 'orders', Item: { id } }).promise();
}

exports.handler = async (event) => {
  work(event.id);
  setTimeout(() => {
    isOpen = true;
  }, 20);
  return 'ok';
};
