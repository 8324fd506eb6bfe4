'use strict';

const AWS = require('aws-sdk');
const respond = require('./respond');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  for (const table of event.tables) {
    db.scan({ TableName: table }, (err, data) => {
      if (err) return respond.failure(callback, err);
      respond.success(callback, data.Items);
    });
  }
};
