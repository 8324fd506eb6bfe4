// A function with a callback, called for each item; each of its results starts an async function for each part, and
// that a timer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function read(id, callback) {
  db.get({ TableName: 'orders', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    return callback(null, data.Item);
  });
}

exports.handler = async (event) => {
  event.ids.forEach((id) => {
    read(id, (err, order) => {
      if (err) {
        console.error('not read', id, err.message);
        return;
      }
      order.parts.forEach(async (part) => {
        await db.put({ TableName: 'parts', Item: { id: id + part } }).promise();
        setTimeout(() => console.log('stored', id, part), 20);
      });
    });
  });
  return 'ok';
};
