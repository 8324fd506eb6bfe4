import { DynamoDB } from 'aws-sdk';
import { Saver } from './types';

const db = new DynamoDB.DocumentClient();

export class DynamoSaver implements Saver {
  save(item: { id: string }): void {
    db.put({ TableName: 'hats', Item: item }, (err) => {
      if (err) {
        console.error('hat lost', item.id);
        return;
      }
      console.log('hat saved', item.id);
    });
  }
}
