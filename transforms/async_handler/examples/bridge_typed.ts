import type { APIGatewayProxyEvent, APIGatewayProxyResult, Callback, Context } from 'aws-lambda';
import { parseString } from 'xml2js';

export const handler = (event: APIGatewayProxyEvent, context: Context, callback: Callback<APIGatewayProxyResult>): void => {
  parseString(event.body ?? '', (err: Error | null, result: unknown) => {
    if (err) {
      console.log('not xml');
      return;
    }
    callback(null, { statusCode: 200, body: JSON.stringify(result) });
  });
};
