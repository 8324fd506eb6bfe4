const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  return await documents.get({
    TableName: 'settings',
    Key: { tenant: event.tenant },
    ConsistentRead: true,
  }).promise();
};
