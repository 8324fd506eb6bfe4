// A promise of the author's is under way; while the call is awaited nobody would look at it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const check = async (order) => {
  if (!order.paid) throw new Error('not paid');
};

exports.handler = async (event) => {
  const checked = check(event);
  db.put({ TableName: 'orders', Item: { id: event.id } }, (err) => {
    if (err) console.error('order lost', event.id);
  });
  await checked;
  return { statusCode: 202 };
};
