// A client of the third version that is awaited: nothing may change.
const { DynamoDBClient, DeleteItemCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient({});

exports.handler = async (event) => {
  await client.send(new DeleteItemCommand({ TableName: 'tokens', Key: { id: { S: event.token } } }));
  return event.token;
};
