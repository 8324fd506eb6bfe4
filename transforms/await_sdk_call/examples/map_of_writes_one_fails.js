// One write fails at once: the others are not in flight any more at the answer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await Promise.all(event.ids.map((id) => {
    db.put({ TableName: 'boxes', Item: { id }, ConditionExpression: 'attribute_not_exists(id)' }, (err) => {
      if (err) throw err;
    });
  }));
  return 'ok';
};
