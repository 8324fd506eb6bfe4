// TypeScript whose callback leaves the types to the client: the error's properties must stay allowed in the `catch`.
import { DynamoDB } from 'aws-sdk';

const db = new DynamoDB.DocumentClient();

export async function handler(event: { user: string }): Promise<string> {
  db.get({ TableName: 'names', Key: { id: event.user } }, (err, data) => {
    if (err) {
      console.error(err.code, err.retryable);
      return;
    }
    const name = data.Item!.name as string;
    console.log('name', name.trim());
  });
  return event.user;
}
