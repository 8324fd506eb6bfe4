// A function that the callback calls reads a variable that is set after the call.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  let status = 'pending';
  const report = () => console.log(status);
  db.put({ TableName: 'things', Item: { id: '1' } }, (err) => {
    if (err) console.error('failed');
    report();
  });
  status = 'done';
  return 'ok';
};
