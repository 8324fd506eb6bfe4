// An item answers for the handler, which has answered by then: awaited, the item would come first.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event, context, callback) => {
  event.ids.forEach(async (id) => {
    await db.delete({ TableName: 'rooms', Key: { id } }).promise();
    callback(null, id);
  });
};
