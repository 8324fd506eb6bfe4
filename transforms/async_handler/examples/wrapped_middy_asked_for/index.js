'use strict';

const co      = require('co');
const AWS     = require('aws-sdk');
const wrapper = require('./wrapper');

const orders  = new AWS.DynamoDB.DocumentClient({ params: { TableName: 'orders' } });

function* find(id) {
  const { Item } = yield orders.get({ Key: { id } }).promise();
  if (!Item) throw new Error(`no order ${id}`);
  return Item;
}

const handler = co.wrap(function* (event, context, cb) {
  try {
    const order = yield find(event.id);
    cb(null, { order: order.id });
  } catch (err) {
    cb(err);
  }
});

module.exports.handler = wrapper(handler)
  .use({ after: (it, next) => next() });
