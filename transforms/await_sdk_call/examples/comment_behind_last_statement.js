// A comment at the end of the line stays with its statement when a wait is added behind it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async ({ groups }) => {
  for (const { ids } of groups) {
    for (const id of ids) {
      db.put({ TableName: 'things', Item: { id } }, (err) => {
        if (err) console.log('failed', id);
      });
    }
  } // end of groups
  return 'ok';
};
