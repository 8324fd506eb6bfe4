// An immediately called function expression without parentheses.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  !function () {
    db.put({ TableName: 'kites', Item: { id: event.id } }, (err) => {
      if (err) console.error(err.code);
    });
  }();
  return event.id;
};
