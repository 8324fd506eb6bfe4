// The path of the import is an alias of tsconfig.json; what returns says so.
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { save } from '@lib/store';

export const handler = async (event: APIGatewayProxyEvent): Promise<string> => {
  save({ id: event.path }, 'first');
  return 'saved';
};
