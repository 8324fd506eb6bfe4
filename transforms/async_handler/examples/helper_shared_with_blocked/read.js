'use strict';

const AWS = require('aws-sdk');
const respond = require('./respond');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  const Key = { id: event.pathParameters.id };
  db.get({ TableName: 'todos', Key }).promise()
    .then((data) => respond.success(callback, data.Item || null))
    .catch((err) => respond.failure(callback, err));
};
