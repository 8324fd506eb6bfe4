// A chain is one promise, a list has many.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const save = async (id) => {
  await db.send(new PutCommand({ TableName: 'steps', Item: { id } }));
};

exports.handler = async (event) => {
  const chain = event.first.split(',').reduce(async (before, id) => {
    await before;
    await save(id);
  }, Promise.resolve());
  const list = event.second.split(',').map(save);
  return event.id;
};
