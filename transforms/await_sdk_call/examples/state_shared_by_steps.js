// What an async step sets after the call is read by the step beside it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

let config;
async function load(name) {
  db.put({ TableName: 'things', Item: { id: name } }, (err) => {
    if (err) console.log('failed', name);
  });
  config = { name };
}
async function use() {
  return config ? config.name : 'none';
}
exports.handler = async ({ name }) => {
  const [, used] = await Promise.all([load(name), use()]);
  config = undefined;
  return used;
};
