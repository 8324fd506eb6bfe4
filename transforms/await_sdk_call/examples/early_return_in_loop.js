// The callback's `return` ends the callback: the next box is looked up all the same.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const id of event.boxes) {
    await db.get({ TableName: 'boxes', Key: { id } }, (err, data) => {
      if (err) throw err;
      if (!data.Item) return;
      console.log(id, 'stands', data.Item.shelf);
    });
  }
  return event.boxes.length;
};
