// A timer per item, whose callback writes the item, and one more timer after that.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const ids = ['a', 'b', 'c'];
  ids.forEach((id, index) => {
    setTimeout(() => {
      db.put({ TableName: 'items', Item: { id, index } }, (err) => {
        if (err) {
          console.error('not saved', id);
          return;
        }
        setTimeout(() => console.log('saved', id), 10);
      });
    }, 10 * index);
  });
  return event.id;
};
