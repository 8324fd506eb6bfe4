// The second record cannot be read: the first one is in flight then.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'records', Item: { id: event.first } }, (err) => {
    if (err) console.error(err.code);
  });
  db.put({ TableName: 'records', Item: JSON.parse(event.second) }, (err) => {
    if (err) console.error(err.code);
  });
  return 'ok';
};
