import AWS from 'aws-sdk';

const db = new AWS.DynamoDB.DocumentClient();

export function save(item) {
  db.put({ TableName: 'kites', Item: item }, (err) => {
    if (err) {
      console.error('kite lost', item.id);
      return;
    }
    console.log('kite saved', item.id);
  });
}
