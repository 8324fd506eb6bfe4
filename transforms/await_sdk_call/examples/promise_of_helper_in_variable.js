// The helper gives a promise, which its caller keeps and chains.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function save(id) {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.log('failed', id);
  });
  return Promise.resolve(id);
}

exports.handler = async ({ id }) => {
  const saved = save(id);
  saved.then((text) => console.log('saved', text));
  return 'ok';
};
