// The helper's value is used, and a variable that its callback reads is set afterwards.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

let mode = 'batch';
const save = (id) => {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    console.log(mode, id);
  });
  return id;
};
exports.handler = async ({ id }) => {
  mode = 'batch';
  const saved = save(id);
  mode = 'done';
  return saved;
};
