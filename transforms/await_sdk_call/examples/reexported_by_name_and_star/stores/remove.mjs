import AWS from 'aws-sdk';

const db = new AWS.DynamoDB.DocumentClient();

export function remove(id) {
  db.delete({ TableName: 'kites', Key: { id } }, (err) => {
    if (err) console.error('kite stays', id);
    else console.log('kite gone', id);
  });
}
