// A client of the third version that has the operations as methods; after an error its data is undefined.
import { DynamoDB } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDB({});

export const handler = async (event) => {
  dynamodb.putItem({ TableName: 'cities', Item: { id: { S: event.city } } }, (err, data) => {
    if (err) {
      console.error('city lost', err.name);
    }
    console.log('city', event.city, typeof data);
  });
  return event.city;
};
