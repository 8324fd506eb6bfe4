// The call stands in a function of the file, which the handler calls and does not wait for.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function saveUser(user) {
  db.put({ TableName: 'users', Item: user }, (err) => {
    if (err) {
      console.error('user lost', user.id, err.code);
      return;
    }
    console.log('user saved', user.id);
  });
}

exports.handler = async (event) => {
  const user = { id: event.email, name: event.name };
  saveUser(user);
  return { statusCode: 201 };
};
