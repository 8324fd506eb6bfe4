import type { Callback, Context } from 'aws-lambda';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { GetItemCommandOutput } from '@aws-sdk/client-dynamodb';

type Lamp = { id: string; on: boolean };

const client = new DynamoDBClient({});

const toLamp = ({ Item }: GetItemCommandOutput): Lamp | undefined =>
  Item ? { id: Item.id.S!, on: Item.on?.BOOL ?? false } : undefined;

export const handler = (event: { id: string }, _: Context, callback: Callback<Lamp>): void => {
  client
    .send(new GetItemCommand({ TableName: 'lamps', Key: { id: { S: event.id } } }))
    .then((output) => callback(null, toLamp(output)))
    .catch((err: Error) => callback(err));
};
