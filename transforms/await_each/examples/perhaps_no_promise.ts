// Some items give no promise, which a list of promises would not take.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, DeleteCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const forget = async (id: string) => {
  await db.send(new DeleteCommand({ TableName: 'rooms', Key: { id } }));
};

export const handler = async (event: { rooms: string[] }) => {
  new Set(event.rooms).forEach((id) => (id ? forget(id) : null));
};
