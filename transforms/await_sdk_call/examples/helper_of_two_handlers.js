// Two handlers of one file call the same function.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const log = (what, id) => {
  db.put({ TableName: 'history', Item: { id, what } }, (err) => {
    if (err) console.error('history', err.code);
    else console.log('history', what, id);
  });
};

exports.create = async (event) => {
  log('create', event.id);
  return { statusCode: 201 };
};

exports.remove = async (event) => {
  log('remove', event.id);
  return { statusCode: 204 };
};
