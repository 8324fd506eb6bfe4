import AWS from 'aws-sdk';
const db = new AWS.DynamoDB.DocumentClient();
export function save(item) {
  db.put({ TableName: 'mugs', Item: item }, (err) => {
    if (err) console.error('mug lost', item.id);
    else console.log('mug saved', item.id);
  });
}
