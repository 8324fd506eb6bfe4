const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'flags', Item: { id: event.id } }, (err) => {
    if (err) console.error('flag lost', event.id);
    else console.log('flag saved', event.id);
  });
};
