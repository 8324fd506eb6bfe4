// The loop ends with a `;` of its own.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const id of event.ids) {
    db.put({ TableName: 'ids', Item: { id } }).promise().catch((err) => {
      console.error(err.code);
    })
  };
  return event.ids.length;
};

exports.more = async (event) => {
  event.more.forEach((id) => {
    db.put({ TableName: 'ids', Item: { id } }).promise();
  });;
  return event.more.length;
};
