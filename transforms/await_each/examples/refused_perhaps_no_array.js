// What `load` gives has a `map`; whether it is an array, nothing here says.
const { load } = require('warehouse');
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const shelves = await load(event.id);
  const writes = shelves.map(async (id) => {
    await db.put({ TableName: 'shelves', Item: { id } }).promise();
  });
  return writes.length;
};
