// The helper's value is used within a try, whose catch is for its own check.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function save(item) {
  if (!item.id) throw new Error('no id');
  db.put({ TableName: 'things', Item: item }, (err) => {
    if (err) throw err;
  });
  return item.id;
}
exports.handler = async (item) => {
  let id;
  try {
    id = save(item);
  } catch (err) {
    console.error('invalid', err.message);
    return 'invalid';
  }
  return id;
};
