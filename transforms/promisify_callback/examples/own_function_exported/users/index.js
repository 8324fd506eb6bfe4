'use strict';

const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

exports.find = function (id, callback) {
  ddb.get({ TableName: 'users', Key: { id } }, function (err, data) {
    if (err) {
      callback(err);
      return;
    }
    callback(null, data.Item);
  });
};
