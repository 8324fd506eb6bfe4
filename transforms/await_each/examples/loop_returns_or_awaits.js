// Promises of functions in loops that somebody waits for: they are returned to Lambda, or awaited.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const id of event.ids) {
    return (async () => {
      await db.delete({ TableName: 'rooms', Key: { id } }).promise();
    })();
  }
};

exports.awaits = async (event) => {
  for (const id of event.ids) {
    await (async () => {
      await db.delete({ TableName: 'rooms', Key: { id } }).promise();
    })();
  }
};
