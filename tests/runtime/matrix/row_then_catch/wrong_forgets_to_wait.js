// after, node20, event 0: after the answer
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const load = async (id) => {
  const { Item } = await client.send(new GetCommand({ TableName: 'members', Key: { id } }));
  if (!Item) throw new Error('no member ' + id);
  return Item;
};

exports.handler = async (event) => {
  const member = load(event.id);
  return { name: member.name, since: member.since };
};
