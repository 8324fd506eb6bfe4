// It is refused for its third parameter, and leaks: without that parameter alone it would start, and leak.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event, context, callback) => {
  const a0 = event.items[0];
  const a1 = event.items[1];
  const a2 = event.items[2];
  const a3 = event.items[3];
  const a4 = event.items[4];
  const a5 = event.items[5];
  const a6 = event.items[6];
  const a7 = event.items[7];
  const a8 = event.items[8];

  const all = [a0, a1, a2, a3, a4, a5, a6, a7, a8];
  db.put({ TableName: 'orders', Item: { all } }).promise();
  return all.length;
};
