const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  db.delete({ TableName: 'orders', Key: { id: event.id } }, (err) => {
    if (err) return callback(err);
    callback(null, { cancelled: event.id });
  });
};
