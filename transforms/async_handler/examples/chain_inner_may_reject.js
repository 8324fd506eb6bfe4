// A failure of the second read ended the process: the `catch` must not answer for it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
exports.handler = (event, context, callback) => {
  db.get({ TableName: 'a', Key: { id: event.id } }).promise().then((x) => {
    db.get({ TableName: 'b', Key: { id: x.Item.b } }).promise().then((y) => callback(null, y.Item));
  }).catch((err) => {
    console.error(err);
    callback(null, { statusCode: 500 });
  });
};
