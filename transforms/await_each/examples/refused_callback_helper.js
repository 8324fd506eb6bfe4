// The function counts its items and reports by a callback: whoever calls it does not wait for a promise.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function removeAll(ids, done) {
  let left = ids.length;
  ids.forEach(async (id) => {
    await db.delete({ TableName: 'rooms', Key: { id } }).promise();
    if (--left === 0) done(null);
  });
}

exports.handler = async (event) => {
  removeAll(event.ids, () => console.log('all gone'));
};
