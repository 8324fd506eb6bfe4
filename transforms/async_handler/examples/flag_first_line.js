const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.handler = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;

  db.get({ TableName: 'players', Key: { id: event.player } }, (err, data) => {
    if (err) {
      return callback(err);
    }
    callback(null, data.Item);
  });
};
