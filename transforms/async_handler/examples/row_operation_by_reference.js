const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => documents.get({
  TableName: 'settings',
  Key: { tenant: event.tenant },
  ConsistentRead: true,
}, callback);
