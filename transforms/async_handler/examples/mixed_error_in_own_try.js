const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.handler = async (event, context, callback) => {
  try {
    const { Item } = await db.get({ TableName: 'keys', Key: { id: event.token } }).promise();
    if (!Item) {
      callback('Unauthorized');
      return;
    }
    if (Item.expired) {
      callback(new Error('expired'));
      return;
    }
    callback(null, { principalId: Item.user });
  } catch (err) {
    // Only what the table says comes here.
    console.error('lookup', err.code);
    callback(null, { principalId: 'nobody' });
  }
};
