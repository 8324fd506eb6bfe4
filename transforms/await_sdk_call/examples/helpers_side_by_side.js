// Two calls of a helper are under way together, and their callbacks count them.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const stats = { open: 0, max: 0 };
function start(id) {
  stats.open += 1;
  stats.max = Math.max(stats.max, stats.open);
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    stats.open -= 1;
    if (stats.open === 0) console.log('all done, at most', stats.max);
  });
}
exports.handler = async ({ a, b }) => {
  start(a);
  start(b);
  return 'ok';
};
