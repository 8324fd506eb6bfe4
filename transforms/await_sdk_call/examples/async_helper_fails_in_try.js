// An async helper that nobody awaits failed by itself, and ended the process; awaited, the try around it sees that.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const audit = async (id) => {
  if (!id) throw new Error('no id');
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.log('failed', id);
  });
};
exports.handler = async ({ id }) => {
  try {
    audit(id);
    console.log('sent');
  } catch (e) {
    return 'invalid';
  }
  return 'ok';
};
