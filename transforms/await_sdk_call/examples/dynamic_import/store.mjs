import AWS from 'aws-sdk';

const db = new AWS.DynamoDB.DocumentClient();

export function save(item) {
  db.put({ TableName: 'drums', Item: item }, (err) => {
    if (err) {
      console.error('drum lost', item.id);
      return;
    }
    console.log('drum saved', item.id);
  });
}
