// One file with handlers of all sorts: each is treated by itself.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.add = async (event) => {
  db.put({ TableName: 'stock', Item: { id: event.id } }, (err) => {
    if (err) console.error('not added', event.id);
    else console.log('added', event.id);
  });
  return event.id;
};

module.exports.get = async (event) => {
  const { Item } = await db.get({ TableName: 'stock', Key: { id: event.id } }).promise();
  return Item;
};

module.exports.remove = (event, context, callback) => {
  db.delete({ TableName: 'stock', Key: { id: event.id } }, (err) => {
    if (err) return callback(err);
    callback(null, event.id);
  });
};
