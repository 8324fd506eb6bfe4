// What is awaited beside the async helper fails before the helper's work is done.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const work = async (id) => {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.log('failed', id);
  });
  return id;
};
const check = async (id) => { if (!id) throw new Error('no id'); };
exports.handler = async ({ id }) => {
  await Promise.all([work('log'), check(id)]);
  return 'ok';
};
