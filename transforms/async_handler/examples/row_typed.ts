import type { APIGatewayProxyEvent, APIGatewayProxyResult, Callback, Context } from 'aws-lambda';

interface Greeting {
  text: string;
}

const greet = (name: string): Greeting => ({ text: `Hello ${name}` });

export function handler(event: APIGatewayProxyEvent, context: Context, callback: Callback<APIGatewayProxyResult>): void {
  const name = event.queryStringParameters?.name;
  if (!name) {
    callback(undefined, { statusCode: 400, body: 'who?' });
    return;
  }
  if (name === 'nobody') {
    callback('nobody is here');
    return;
  }
  callback(null, { statusCode: 200, body: JSON.stringify(greet(name)) });
}
