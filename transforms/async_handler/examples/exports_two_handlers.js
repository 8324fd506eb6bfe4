'use strict';

const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient({ params: { TableName: 'likes' } });

const fail = (callback, err) => callback(null, { statusCode: err.statusCode || 500, body: err.code });

exports.add = (event, context, callback) => {
  db.update({
    Key: { page: event.page },
    UpdateExpression: 'ADD likes :one',
    ExpressionAttributeValues: { ':one': 1 },
  }, (err) => {
    if (err) return fail(callback, err);
    callback(null, { statusCode: 204 });
  });
};

exports.handler = (event, context, callback) => {
  db.get({ Key: { page: event.page } }, (err, data) => {
    if (err) return fail(callback, err);
    const { likes = 0 } = data.Item || {};
    callback(null, { statusCode: 200, body: String(likes) });
  });
};
