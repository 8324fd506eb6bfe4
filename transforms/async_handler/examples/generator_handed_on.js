'use strict';

const co = require('co');
const AWS = require('aws-sdk');

const boats = new AWS.DynamoDB.DocumentClient({ params: { TableName: 'boats' } });

function timed(name, work) {
  const result = work();
  console.log('started', name);
  return result;
}

// Begun by `timed`, which does not say what it does with what it gets.
function* berths(harbour) {
  const { Item } = yield boats.get({ Key: { id: harbour } }).promise();
  return Item ? Item.berths : 0;
}

exports.handler = co.wrap(function* (event, context, callback) {
  const left = yield timed('berths', () => berths(event.harbour));
  yield timed('log', () => boats.put({ Item: { id: 'last', berths: left } }).promise());
  callback(null, `${left} berths`);
});
