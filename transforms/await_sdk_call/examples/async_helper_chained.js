// What an async helper gives is chained, not awaited.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

async function save(id) {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.error('failed', id);
  });
}
exports.handler = async ({ id }) => {
  save(id).catch((err) => console.error(err));
  return 'ok';
};
