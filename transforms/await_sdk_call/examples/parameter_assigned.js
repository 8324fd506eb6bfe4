// The callback assigns to its own parameters.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'levels', Key: { id: event.player } }, function (err, data) {
    if (err) {
      console.error('level unknown', err.code);
      return;
    }
    data = data.Item || { level: 1 };
    console.log(event.player, 'is on level', data.level);
  });
  return event.player;
};
