// Work of a loop, and work that is started right after it: both are under way at the same time, and still are.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const take = async (id) => {
  await db.put({ TableName: 'seats', Item: { id } }).promise();
};

exports.handler = async (event) => {
  event.rows.forEach((row) => {
    (async () => {
      await take(row);
    })();
  });
  event.seats.forEach(take);
  return 'ok';
};
