// The helper's promise is awaited, but not where the handler returns before.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const work = async (id) => {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.log('failed', id);
  });
  return id;
};
exports.handler = async ({ id, dry }) => {
  const p = work(id);
  if (dry) return 'dry';
  await p;
  return 'ok';
};
