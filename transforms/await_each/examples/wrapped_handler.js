// The wrapper hands over another event than Lambda's: of that, nobody knows whether `tags` is an array, and it is a `Set`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const withTags = (fn) => async (event) => fn({ ...event, tags: new Set(event.tags) });

exports.handler = withTags(async (event) => {
  event.tags.forEach(async (id) => {
    await db.put({ TableName: 'tags', Item: { id } }).promise();
  });
  return event.tags.size;
});
