// `this` is what `forEach` is given besides; in a `Set`, the function is called by one that keeps it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const shop = { name: 'corner' };
  const staff = new Set(event.staff);
  event.goods.forEach(async function (id, place) {
    await db.put({ TableName: 'goods', Item: { id, place, shop: this.name, count: arguments.length } }).promise();
  }, shop);
  staff.forEach(async function (id) {
    await db.put({ TableName: 'goods', Item: { id, shop: this.name, count: arguments.length } }).promise();
  }, shop);
  return 'stored';
};
