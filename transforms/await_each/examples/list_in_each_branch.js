// One list or the other, and an early way out before a third one.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const take = async (id) => {
  await db.put({ TableName: 'seats', Item: { id } }).promise();
};

exports.handler = async (event) => {
  if (event.first) { event.first.forEach(take); return 'first'; }
  if (event.second) {
    event.second.forEach(take);
  } else {
    event.third.forEach(take);
  }
  return 'ok';
};
