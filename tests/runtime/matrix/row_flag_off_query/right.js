const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.handler = async (event) => {
  const data = await db.get({ TableName: 'players', Key: { id: event.player } }).promise();
  return data.Item || { id: event.player, score: 0 };
};
