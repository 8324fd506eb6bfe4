// Only the list of the loop is awaited; its turns run side by side.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async ({ ids }) => {
  let last;
  for (const id of await Promise.resolve(ids)) {
    last = id;
    db.put({ TableName: 'things', Item: { id } }, (err) => {
      if (err) console.log('failed', id);
      console.log(id, 'of', last);
    });
  }
  return last;
};
