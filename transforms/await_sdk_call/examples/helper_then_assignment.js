// What follows the call of a helper runs before the helper's callback.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

let state = 'idle';

function print(id) {
  db.put({ TableName: 'prints', Item: { id } }, () => {
    console.log('print', id, state);
  });
}

exports.handler = async (event) => {
  state = 'waiting';
  print(event.id);
  state = 'printed';
  console.log('asked for', event.id);
  return event.id;
};
