// An async function is called in each turn of a loop.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const id of event.ids) {
    (async () => {
      const { Item } = await db.get({ TableName: 'rooms', Key: { id } }).promise();
      console.log(id, Item ? Item.beds : 'no room');
    })();
  }
  return event.ids.length;
};
