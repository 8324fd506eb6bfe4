// The whole package is imported as a namespace.
import * as AWS from 'aws-sdk';

const db = new AWS.DynamoDB.DocumentClient();

export const handler = async (event: { id: string; km: number }) => {
  db.put({ TableName: 'rides', Item: event }, (err) => {
    if (err) {
      console.error('ride not saved', event.id);
      return;
    }
    console.log('ride saved', event.id);
  });
  return { statusCode: 201 };
};
