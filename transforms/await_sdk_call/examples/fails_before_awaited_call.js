// The awaited write was started beside the other one: that one's failure must not keep it from being started.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'seats', Item: { id: event.from }, ConditionExpression: 'attribute_not_exists(id)' }, (err) => {
    if (err) throw err;
  });
  await db.put({ TableName: 'seats', Item: { id: event.to } }).promise();
  return 'ok';
};
