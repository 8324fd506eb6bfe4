// The handler's body is the call itself: its answer is the request, which cannot be written as JSON.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => db.delete({ TableName: 'spam', Key: { id: event.mail } }, (err) => {
  if (err) console.error('spam stays', err.code);
  else console.log('spam gone', event.mail);
});
