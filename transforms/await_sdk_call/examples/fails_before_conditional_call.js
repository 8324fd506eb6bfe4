// Both writes are started side by side, the second one under a condition.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'seats', Item: { id: event.from }, ConditionExpression: 'attribute_not_exists(id)' }, (err) => {
    if (err) throw err;
  });
  if (event.to) {
    db.put({ TableName: 'seats', Item: { id: event.to } }, (err) => {
      if (err) throw err;
    });
  }
  return 'ok';
};
