// The arrow's body is one expression that tells the outcomes apart.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.delete({ TableName: 'locks', Key: { id: event.lock } }, (err) =>
    err ? console.error('still locked', err.code) : console.log('unlocked', event.lock));
  return 'done';
};
