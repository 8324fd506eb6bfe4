import { DynamoDBClient, DeleteItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

// Sessions are forgotten on logout; nobody reads the answer.
export const handler = async (event) => {
  const command = new DeleteItemCommand({ TableName: 'sessions', Key: { id: { S: event.session } } });
  await client.send(command);
};
