// The callback sees what is assigned below the call.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  let state = 'waiting';
  db.put({ TableName: 'prints', Item: { id: event.id } }, () => {
    console.log('print', event.id, state);
  });
  state = 'printed';
  return state;
};
