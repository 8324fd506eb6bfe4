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
  if (!data.text) {
    console.error('not a todo');
    callback(null, { statusCode: 422, body: "That's no todo." });
    return;
  }

  const params = { TableName: 'todos', Item: { id: data.id as string, text: data.text, done: false } };

  // It is kept as it came.
  documents.put(params, (error: AWS.AWSError, _result) => {
    if (error) {
      console.error(error.code);
      callback(error);
      return;
    }
    callback(null, { statusCode: 200, body: JSON.stringify(params.Item) });
  });
};
