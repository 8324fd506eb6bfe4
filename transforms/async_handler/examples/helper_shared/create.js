'use strict';

const AWS = require('aws-sdk');
const respond = require('./respond');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  const Item = JSON.parse(event.body);
  db.put({ TableName: 'todos', Item }, (err) => {
    if (err) {
      respond.failure(callback, err);
      return;
    }
    respond.success(callback, Item);
  });
};
