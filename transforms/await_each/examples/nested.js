// `forEach` in `forEach`, both async: the inner work is awaited by the item, the items by the handler.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.orders.forEach(async (order) => {
    const { Item } = await db.get({ TableName: 'orders', Key: { id: order } }).promise();
    if (!Item) {
      console.log('no order', order);
      return;
    }
    Item.parts.forEach(async (id) => {
      await db.put({ TableName: 'parts', Item: { id } }).promise();
      console.log('part', id);
    });
  });
  return 'ok';
};
