const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.create = (event, context, callback) => {
  db.put({ TableName: 'notes', Item: event.note }, (err) => {
    if (err) return callback(err);
    callback(null, event.note.id);
  });
};
