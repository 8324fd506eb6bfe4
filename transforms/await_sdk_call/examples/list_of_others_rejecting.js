// The author's own list is awaited for its results, and the call in the loop may fail.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const look = async (id) => id * 2;
exports.handler = async ({ ids }) => {
  const tasks = [];
  for (const id of ids) {
    tasks.push(look(id));
    db.put({ TableName: 'things', Item: { id: `${id}` } }, (err) => {
      if (err) throw err;
    });
  }
  const results = await Promise.all(tasks);
  return results.length;
};
