// The items wait for what a timer sets: awaited before it, they would never come to an end.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  let isOpen = false;
  event.ids.forEach(async (id) => {
    while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
    await db.put({ TableName: 'orders', Item: { id } }).promise();
  });
  setTimeout(() => {
    isOpen = true;
  }, 20);
  return 'ok';
};
