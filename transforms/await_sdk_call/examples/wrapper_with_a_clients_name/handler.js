// The project's own wrapper is only named like a client and returns promises: nothing may change.
const dynamoDb = require('./libs/dynamodb-lib');

exports.handler = async (event) => {
  await dynamoDb.put({ TableName: 'pets', Item: { id: event.id, kind: event.kind } });
  const { Item } = await dynamoDb.get({ TableName: 'pets', Key: { id: event.id } });
  return Item;
};
