// What is called in the return statement sets a variable that the callback reads.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

let phase = 'start';
const finish = () => { phase = 'end'; return 'ok'; };
exports.handler = async (event) => {
  phase = 'start';
  db.put({ TableName: 'things', Item: { id: '1' } }, (err) => {
    console.log('phase', phase);
  });
  return finish();
};
