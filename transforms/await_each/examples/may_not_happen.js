// `?.`: where there are no records, there is nothing to wait for.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.Records?.forEach(async (record) => {
    await db.put({ TableName: 'parcels', Item: { id: record.messageId } }).promise();
  });
  return 'ok';
};
