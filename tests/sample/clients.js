const AWS = require('aws-sdk');

exports.orders = new AWS.DynamoDB.DocumentClient();
exports.mail = new AWS.SES();
