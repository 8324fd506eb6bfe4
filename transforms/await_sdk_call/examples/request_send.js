// The request is made first, and `send` gets the callback.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'flights', Item: { id: event.flight, gate: event.gate } }).send((err) => {
    if (err) console.error('gate unchanged', err.code);
    else console.log('gate', event.gate);
  });
  return { flight: event.flight };
};
