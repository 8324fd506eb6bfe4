// The type of the variable is that of a promise, so the wait comes after it.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

interface Move {
  from: string;
  to: string;
}

const put = (id: string) => documents.send(new PutCommand({ TableName: 'places', Item: { id } }));

export const handler = async (event: Move): Promise<string> => {
  const added: Promise<unknown> = put(event.to);
  return event.to;
};

export const clear = async (event: { ids: string[] }, context: unknown): Promise<number> => {
  for (const id of event.ids) {
    documents.send(new DeleteCommand({ TableName: 'places', Key: { id } }));
  }
  return event.ids.length;
};
