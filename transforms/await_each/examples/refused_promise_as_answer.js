// `filter` and `some` take the promise for a yes: all are free, and the first one is asked only.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const isFree = async (id) => {
  const { Item } = await db.get({ TableName: 'rooms', Key: { id } }).promise();
  return !Item;
};

exports.handler = async (event) => {
  const free = event.rooms.filter(async (id) => isFree(id));
  if (event.rooms.some(isFree)) {
    console.log('there is one');
  }
  return free;
};
