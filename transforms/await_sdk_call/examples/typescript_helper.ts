// A TypeScript function that says it returns nothing: async, it returns a promise of nothing.
import AWS from 'aws-sdk';

const db = new AWS.DynamoDB.DocumentClient();

function record(id: string, value: number): void {
  db.put({ TableName: 'values', Item: { id, value } }, (err: AWS.AWSError) => {
    if (err) {
      console.error('value lost', id, err.code);
      return;
    }
    console.log('value', id, value);
  });
}

const recordAll = (values: Record<string, number>): number => {
  const names: string[] = Object.keys(values);
  record(names[0], values[names[0]]);
  return names.length;
};

export const handler = async (event: { values: Record<string, number> }): Promise<{ recorded: number }> => {
  const recorded = recordAll(event.values);
  return { recorded };
};
