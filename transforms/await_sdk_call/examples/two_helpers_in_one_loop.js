// Two helpers are called in one loop, and one of them fails.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function take(id) {
  db.put({ TableName: 'names', Item: { id }, ConditionExpression: 'attribute_not_exists(id)' }, (err) => {
    if (err) throw err;
  });
}

function note(id) {
  db.get({ TableName: 'names', Key: { id } }, (err) => {
    if (err) throw err;
    console.log('noted', id);
  });
}

exports.handler = async (event) => {
  for (const id of event.ids) {
    take(id);
    note(id);
  }
  return event.ids.length;
};
