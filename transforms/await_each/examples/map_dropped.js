// `map` used as a loop, on what `filter` gives of the keys of an object; each chain ends in a `catch` that logs.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  Object.keys(event.prices)
    .filter((id) => event.prices[id] > 0)
    .map((id) => db.put({ TableName: 'prices', Item: { id } }).promise().catch((err) => console.error(id, err.code)));
  return 'ok';
};
