'use strict';

const co = require('co');
const AWS = require('aws-sdk');

const trails = new AWS.DynamoDB.DocumentClient({ params: { TableName: 'trails' } });

function* namesOf(most) {
  const { Items } = yield trails.scan({ Limit: most }).promise();
  return Items.map((it) => it.name);
}

module.exports.handler = co.wrap(function* (event, context, callback) {
  if (event.most === 0) {
    callback(null, { statusCode: 204 });
    return;
  }
  const names = yield namesOf(event.most);
  callback(null, { statusCode: 200, body: names.join() });
});
