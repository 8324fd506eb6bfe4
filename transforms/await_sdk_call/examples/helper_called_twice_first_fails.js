// Both writes were started; the failure of the first must not keep the second from being started.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function take(id) {
  db.put({ TableName: 'seats', Item: { id }, ConditionExpression: 'attribute_not_exists(id)' }, (err) => {
    if (err) throw err;
  });
}

exports.handler = async (event) => {
  take(event.from);
  take(event.to);
  return 'ok';
};
