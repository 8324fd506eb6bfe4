const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const load = async (id) => {
  const { Item } = await client.send(new GetCommand({ TableName: 'members', Key: { id } }));
  if (!Item) throw new Error('no member ' + id);
  return Item;
};

exports.handler = (event, context, callback) => {
  load(event.id)
    .then((member) => ({ name: member.name, since: member.since }))
    .then((card) => callback(null, card))
    .catch(callback);
};
