// In another place, nothing would say what types the parts of the parameter have.
import { DynamoDBDocumentClient, DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event: { rooms: Record<string, { id: string }> }) => {
  new Map(Object.entries(event.rooms)).forEach(async ({ id }) => {
    await db.send(new DeleteCommand({ TableName: 'rooms', Key: { id } }));
  });
};
