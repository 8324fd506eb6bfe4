const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = function (event, context, callback) {
  db.get({ TableName: 'lamps', Key: { id: event.id } }, function (err, data) {
    // `this` is the response of the SDK
    const tries = this.retryCount;
    if (err) return callback(err);
    callback(null, { lamp: data.Item, tries, given: arguments.length });
  });
};
