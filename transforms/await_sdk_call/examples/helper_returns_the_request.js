// The function returns what the call gives, the request, and awaiting that waits for nothing.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function forget(id) {
  return db.delete({ TableName: 'cookies', Key: { id } }, (err) => {
    if (err) console.error('remembered', id, err.code);
    else console.log('forgotten', id);
  });
}

exports.handler = async (event) => {
  await forget(event.cookie);
  return { forgotten: event.cookie };
};
