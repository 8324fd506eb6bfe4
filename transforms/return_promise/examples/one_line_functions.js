// Functions on one line: what becomes several statements gets lines of its own.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function read(id, cb) { db.get({ TableName: 'orders', Key: { id } }, cb); }
function order(id, cb) { read(id, (err, data) => cb(err, data && data.Item)); }

exports.handler = async (event) => {
  order(event.id, (err, item) => {
    if (err) console.error('not read', err.message);
    else setTimeout(() => console.log('order', item.id), 20);
  });
  return 'ok';
};
