// after, node20, event 0: after the answer
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.handler = async (event) => {
  db.get({ TableName: 'players', Key: { id: event.player } }, (err, data) => {
    if (err) throw err;
    return data.Item || { id: event.player, score: 0 };
  });
};
