import type { APIGatewayProxyCallback, APIGatewayProxyEvent, Context } from 'aws-lambda';
import { parseString } from 'xml2js';

function respond(callback: APIGatewayProxyCallback, statusCode: number, body: unknown): void {
  callback(null, { statusCode, body: JSON.stringify(body) });
}

export const handler = (event: APIGatewayProxyEvent, context: Context, callback: APIGatewayProxyCallback): void => {
  parseString(event.body as string, (err: Error | null, result: unknown) => {
    if (err) {
      respond(callback, 400, err.message);
      return;
    }
    respond(callback, 200, result);
  });
};
