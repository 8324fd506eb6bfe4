// The handler's callback, called in a turn of a loop, does not end the loop.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event, context, callback) => {
  for (const id of event.seats) {
    await db.put({ TableName: 'seats', Item: { id }, ConditionExpression: 'attribute_not_exists(id)' }, (err) => {
      if (err) return callback(err);
      console.log('taken', id);
    });
  }
};
