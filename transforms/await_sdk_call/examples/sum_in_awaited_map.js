// The sum is read before the call is awaited, and turns run side by side.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function save(id) {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.error('failed', id);
  });
  return 1;
}
exports.handler = async ({ ids }) => {
  let total = 0;
  await Promise.all(ids.map(async (id) => {
    total += save(id);
  }));
  return total;
};
