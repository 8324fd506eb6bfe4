const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.remove = (event, context, callback) => {
  if (!event.note) {
    callback(null, 'nothing to remove');
    return;
  }
  db.delete({ TableName: 'notes', Key: { id: event.note.id } }, (err) => {
    callback(err, 'removed');
  });
};
