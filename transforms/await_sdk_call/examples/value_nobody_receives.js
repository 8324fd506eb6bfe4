// The callback returns what it found, and nobody receives it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const user = db.get({ TableName: 'users', Key: { id: event.id } }, (err, data) => {
    if (err) {
      return { statusCode: 500, body: err.message };
    }
    return { statusCode: 200, body: JSON.stringify(data.Item) };
  });
  console.log('looking for', event.id, typeof user);
};
