const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.load = (id, callback) => {
  db.get({ TableName: 'pages', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
};
