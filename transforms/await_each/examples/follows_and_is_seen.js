// A line is logged while the items are under way: they are started where they stand and awaited before the answer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  event.Records.forEach(async (record) => {
    await db.put({ TableName: 'parcels', Item: { id: record.messageId } }).promise();
    console.log('stored', record.messageId);
  });
  console.log('started', event.time);
  return 'ok';
};
