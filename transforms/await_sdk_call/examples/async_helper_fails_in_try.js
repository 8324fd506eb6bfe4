// An async helper that nobody awaits fails by itself; the try around it did not see that.
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
