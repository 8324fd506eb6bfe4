// The handler has answers of its own before and after the call.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

export async function handler(event) {
  if (!event.pathParameters) {
    return { statusCode: 400 };
  }
  const { id } = event.pathParameters;

  db.delete({ TableName: 'photos', Key: { id } }, (err) => {
    if (err) {
      console.error('photo stays', id, err.code);
      return;
    }
    console.log('photo gone', id);
  });

  if (event.httpMethod === 'HEAD') return { statusCode: 200 };
  return { statusCode: 200, body: JSON.stringify({ id }) };
}
