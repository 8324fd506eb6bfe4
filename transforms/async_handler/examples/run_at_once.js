const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  if (!event.id) return callback('no id');
  (async (id) => {
    const { Item } = await db.get({ TableName: 'users', Key: { id } }).promise();
    // Nobody is told of a user who is not there.
    await db.put({ TableName: 'users', Item: { id, visits: ((Item && Item.visits) || 0) + 1 } }).promise();
    callback(null, { known: Boolean(Item) });
  })(event.id).catch((err) => {
    console.error('cannot count', err.message);
    callback(err);
  });
};
