// Types: an array by its annotation, a `Map`, and a parameter that is taken apart.
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

interface Guest {
  id: string;
}

async function invite(guests: readonly Guest[]): Promise<void> {
  guests.forEach(async ({ id }) => {
    await db.send(new PutCommand({ TableName: 'guests', Item: { id } }));
  });
}

export const handler = async (event: { guests: Guest[]; rooms: Record<string, number> }): Promise<string> => {
  await invite(event.guests);
  const rooms = new Map<string, number>(Object.entries(event.rooms));
  rooms.forEach(async (beds: number, id: string) => {
    await db.send(new PutCommand({ TableName: 'rooms', Item: { id, beds } }));
  });
  return 'ok';
};
