const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.handler = (event, context, callback) => {
  // Do not wait for the connection pool.
  context.callbackWaitsForEmptyEventLoop = false;

  db.get({ TableName: 'players', Key: { id: event.player } }, (err, data) => {
    if (err) {
      callback(err);
      return;
    }
    callback(null, data.Item || { id: event.player, score: 0 });
  });
};
