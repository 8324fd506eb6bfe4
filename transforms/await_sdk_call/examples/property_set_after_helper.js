// A property is set after the helper's call, and its callback reads it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const save = (event) => {
  db.put({ TableName: 'things', Item: { id: event.id } }, (err) => {
    if (err) console.log('failed', event.id);
    else console.log('saved', event.id, event.status);
  });
};
exports.handler = async (event) => {
  save(event);
  event.status = 'done';
  return event;
};
