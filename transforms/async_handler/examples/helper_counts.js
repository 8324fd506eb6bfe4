const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
exports.handler = (event, context, callback) => {
  let left = 2;
  const done = (err) => {
    if (err) return callback(err);
    left -= 1;
    if (left === 0) callback(null, 'done');
  };
  db.put({ TableName: 'pets', Item: { id: 'a' } }, done);
  db.put({ TableName: 'pets', Item: { id: 'b' } }, done);
};
