// A callback of the SDK and the items are under way at the same time: awaited in place, one would wait for the other.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'log', Item: { id: event.id } }, (err) => {
    if (err) console.error('not logged');
  });
  event.ids.forEach(async (id) => {
    await db.delete({ TableName: 'rooms', Key: { id } }).promise();
  });
  return 'ok';
};
