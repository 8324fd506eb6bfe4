const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  db.get({ TableName: 'pages', Key: { id: event.id } }, (err, data) => {
    if (err) {
      callback(err);
    } else {
      callback(null, data.Item ? data.Item.text : null);
    }
  });
};
