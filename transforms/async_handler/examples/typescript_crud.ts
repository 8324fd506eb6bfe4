import AWS from 'aws-sdk';
import type { APIGatewayEvent, Callback, Context, Handler, ProxyResult } from 'aws-lambda';

const documents = new AWS.DynamoDB.DocumentClient();

interface Todo {
  id: string;
  text: string;
  done?: boolean;
}

export const handler: Handler = (event: APIGatewayEvent, context: Context, callback: Callback<ProxyResult>) => {
  const data = JSON.parse(event.body || '{}') as Partial<Todo>;
  if (typeof data.text !== 'string') {
    console.error('Validation Failed');
    callback(null, { statusCode: 422, body: "Couldn't create the todo item." });
    return;
  }

  const params = { TableName: 'todos', Item: { id: data.id as string, text: data.text, done: false } };

  // write the todo to the database
  documents.put(params, (error: AWS.AWSError, _result) => {
    if (error) {
      console.error(error.code);
      callback(error);
      return;
    }
    callback(null, { statusCode: 200, body: JSON.stringify(params.Item) });
  });
};
