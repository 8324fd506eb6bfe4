import { DynamoDBClient, DeleteItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

// Sessions are forgotten on logout; nobody reads the answer.
export const handler = (event, context, callback) => {
  const command = new DeleteItemCommand({ TableName: 'sessions', Key: { id: { S: event.session } } });
  client.send(command).then(() => callback(), (err) => callback(err));
};
