// The handler is async by then, and was not before: what was answers by its promise, and stays.
const AWS = require('aws-sdk');
const { createServer, proxy } = require('aws-serverless-express');
const co = require('co');

const db = new AWS.DynamoDB.DocumentClient();
const server = createServer((request, response) => {
  response.sendDate = false;
  response.end(request.headers['x-user']);
});

exports.handler = (event, context) => {
  db.get({ TableName: 'users', Key: { id: event.id } }, (err, data) => {
    if (err) return context.fail(err);
    event.headers['x-user'] = data.Item.name;
    proxy(server, event, context);
  });
};

exports.generator = co.wrap(function* (event, context) {
  yield Promise.resolve();
  proxy(server, event, context);
});

exports.optional = (event, context) => {
  proxy?.(server, event, context);
};
