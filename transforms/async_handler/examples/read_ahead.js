const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

// Answers with what there is before the write is over: nothing, whenever it runs.
exports.handler = (event, context, callback) => {
  let kept = 0;
  db.put({ TableName: 'users', Item: event.user }, (err) => {
    if (!err) kept += 1;
  });
  callback(null, { kept });
};

exports.thrown = (event, context, callback) => {
  if (!event.user) throw null;
  callback(null, event.user);
};
