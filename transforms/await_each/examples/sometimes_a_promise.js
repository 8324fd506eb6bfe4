// A plain callback that returns a promise for some items only, and stops early for others.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const keep = (id) => db.put({ TableName: 'rooms', Item: { id } }).promise();

exports.handler = async (event) => {
  event.ids.forEach((id) => (id ? keep(id) : null));
  new Set(event.more).forEach((id) => {
    if (id === 'end') return;
    return keep(id);
  });
  return 'ok';
};
