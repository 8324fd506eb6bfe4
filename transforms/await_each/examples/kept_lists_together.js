// Two lists and a `Map` are started side by side, and a line is logged: all are awaited together, before the answer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const put = async (table, id) => {
  await db.put({ TableName: table, Item: { id } }).promise();
};

exports.handler = async (event) => {
  const rooms = new Map([[event.first, 1]]);
  const seats = event.seats.map(async (id) => put('seats', id));
  const tables = event.tables.map(async (id) => put('tables', id));
  rooms.forEach(async (count, id) => put('rooms', id));
  console.log('on their way', seats.length + tables.length);
  return 'ok';
};
