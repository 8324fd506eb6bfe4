// node24 refuses the handler
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

interface Greeting {
  text: string;
}

const greet = (name: string): Greeting => ({ text: `Hello ${name}` });

export async function handler(event: APIGatewayProxyEvent, _context: unknown, _callback: unknown): Promise<APIGatewayProxyResult> {
  const name = event.queryStringParameters?.name;
  if (!name) {
    return { statusCode: 400, body: 'who?' };
  }
  if (name === 'nobody') {
    throw 'nobody is here';
  }
  return { statusCode: 200, body: JSON.stringify(greet(name)) };
}
