// A callback with a name reads a variable that is set after the call.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async ({ id }) => {
  let status = 'start';
  function done(err) {
    if (err) console.log('failed', status);
    else console.log('ok', status);
  }
  db.put({ TableName: 'things', Item: { id } }, done);
  status = 'end';
  return status;
};
