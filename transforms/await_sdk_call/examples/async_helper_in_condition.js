// The promise of an async helper is the condition, which is always true.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

async function save(id) {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.error('failed', id);
  });
  return false;
}
exports.handler = async ({ id }) => {
  if (save(id)) {
    return 'saved';
  }
  return 'not saved';
};
