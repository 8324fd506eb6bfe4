// Items of groups: all of them were under way at the same time, and still are.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async ({ rows }) => {
  for (const row of rows) {
    row.seats.forEach(async (seat) => {
      const id = row.name + seat;
      await db.put({ TableName: 'hall', Item: { id } }).promise();
      console.log('free', id);
    });
  }
  return rows.length;
};
