const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const load = (id) => db.get({ TableName: 'users', Key: { id } }).promise();

// What follows the chain runs before it answers.
exports.handler = (event, context, callback) => {
  load(event.id).then((data) => callback(null, data.Item || null)).catch(callback);
  console.log('asked for', event.id);
};
