// The callback of `forEach` is async, and `forEach` drops its promises: the handler answers before any order is stored.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  event.Records.forEach(async (record) => {
    const order = JSON.parse(record.body);
    await db.send(new PutCommand({ TableName: 'orders', Item: order }));
  });
  return { stored: event.Records.length };
};
