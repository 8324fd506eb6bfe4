// `forEach` of a `Map` hands over the value and the key; a `Map` has no `map`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const stock = new Map(Object.entries(event.stock));
  stock.forEach(async (amount, id) => {
    await db.put({ TableName: 'stock', Item: { id, amount } }).promise();
    console.log('counted', id, amount);
  });
  return stock.size;
};
