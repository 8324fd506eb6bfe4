// The list around the loop is the author's own, and what its promises give is the answer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const look = async (id) => id * 2;
exports.handler = async ({ ids }) => {
  const tasks = [];
  for (const id of ids) {
    tasks.push(look(id));
    db.put({ TableName: 'things', Item: { id: `${id}` } }, (err) => {
      if (err) console.error('failed', id);
    });
  }
  const results = await Promise.all(tasks);
  return results;
};
