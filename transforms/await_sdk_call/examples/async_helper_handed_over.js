// The promise of an async helper is an argument of what handles its failure.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const audit = async (id) => {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.error('failed', id);
  });
};
const quietly = (promise) => promise.catch((err) => console.error('ignored', err.message));

exports.handler = async ({ id }) => {
  quietly(audit(id));
  return 'ok';
};
