// One service is imported by its own path.
import DynamoDB from 'aws-sdk/clients/dynamodb.js';

const db = new DynamoDB.DocumentClient();

export const handler = async (event) => {
  db.update({
    TableName: 'counters',
    Key: { id: event.page },
    UpdateExpression: 'ADD hits :one',
    ExpressionAttributeValues: { ':one': 1 },
    ReturnValues: 'UPDATED_NEW',
  }, (err, data) => {
    if (err) console.error('hit lost', err.code);
    else console.log('hit', event.page, data.Attributes.hits);
  });
  return event.page;
};
