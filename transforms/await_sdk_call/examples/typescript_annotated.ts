// TypeScript whose callback has annotated parameters.
import AWS from 'aws-sdk';

interface Ask {
  readonly id: string;
}

const db: AWS.DynamoDB = new AWS.DynamoDB();

export const handler = async (event: Ask): Promise<{ statusCode: number }> => {
  const params: AWS.DynamoDB.GetItemInput = {
    TableName: 'quotes',
    Key: { id: { S: event.id } },
  };

  db.getItem(params, (err: AWS.AWSError, data: AWS.DynamoDB.GetItemOutput) => {
    if (err) {
      console.error('no quote', err.code, err.statusCode);
      return;
    }
    console.log('quote', data.Item?.text.S);
  });

  return { statusCode: 200 };
};
