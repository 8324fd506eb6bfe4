// The client is a parameter, and its only caller gives it one of AWS.
const AWS = require('aws-sdk');

function remember(db, key, value) {
  db.put({ TableName: 'memory', Item: { id: key, value } }, (err) => {
    if (err) {
      console.error('forgotten', key, err.code);
      return;
    }
    console.log('remembered', key);
  });
}

exports.handler = async (event) => {
  remember(new AWS.DynamoDB.DocumentClient(), event.key, event.value);
  return event.value;
};
