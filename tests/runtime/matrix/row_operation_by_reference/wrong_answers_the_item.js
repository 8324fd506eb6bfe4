// after, node20, event 0: the answer is
const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const { Item } = await documents.get({
    TableName: 'settings',
    Key: { tenant: event.tenant },
    ConsistentRead: true,
  }).promise();
  return Item;
};
