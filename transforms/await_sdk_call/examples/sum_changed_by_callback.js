// The callback changes the sum that its helper's value is added to.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

let count = 0;
function save(id) {
  db.put({ TableName: 'things', Item: { id } }, (err) => {
    if (err) count -= 1;
    console.log('saved');
  });
  return 1;
}
exports.handler = async ({ id }) => {
  console.log('before', count);
  count += save(id);
  return 'ok';
};
