'use strict';

const co = require('co');
const AWS = require('aws-sdk');

const dynamodb = new AWS.DynamoDB.DocumentClient();

function* findRestaurants(count) {
  const { Items } = yield dynamodb.scan({ TableName: 'restaurants', Limit: count }).promise();
  return Items.map((it) => it.name);
}

module.exports.handler = co.wrap(function* (event, context, cb) {
  if (event.count === 0) {
    cb(null, { statusCode: 204 });
    return;
  }
  const names = yield findRestaurants(event.count);
  cb(null, { statusCode: 200, body: JSON.stringify(names) });
});
