import { DynamoDB } from 'aws-sdk';

const db = new DynamoDB.DocumentClient();

interface Item {
  id: string;
}

export function save(item: Item): void;
export function save(item: Item, note: string): void;
export function save(item: Item, note?: string): void {
  db.put({ TableName: 'caps', Item: { ...item, note } }, (err) => {
    if (err) {
      console.error('cap lost', item.id);
      return;
    }
    console.log('cap saved', item.id);
  });
}
