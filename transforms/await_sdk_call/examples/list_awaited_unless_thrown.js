// The list is awaited, but not where the handler throws before.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const work = async (id) => {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) console.log('failed', id);
  });
  return id;
};
exports.handler = async ({ id, n }) => {
  const jobs = [];
  jobs.push(work(id));
  if (n > 1) {
    throw new Error('too many');
  }
  return Promise.all(jobs);
};
