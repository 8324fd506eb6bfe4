import { DynamoDB } from 'aws-sdk';
import { Base } from './base';

const db = new DynamoDB.DocumentClient();

export class Store extends Base {
  write(id: string): void {
    db.put({ TableName: 'nets', Item: { id } }, (err) => {
      if (err) console.error('net lost', id);
      else console.log('net saved', id);
    });
  }
}
