import { DynamoDB } from 'aws-sdk';

const table = new DynamoDB.DocumentClient();

// What is caught cannot have a type before TypeScript 4.0.
export const handler = async (event: { id: string }) => {
  table.delete({ TableName: 'users', Key: { id: event.id } }, (error) => {
    if (error) {
      console.error(error.message);
    }
  });
  return event.id;
};
