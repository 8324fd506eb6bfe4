import AWS from 'aws-sdk';

const db = new AWS.DynamoDB.DocumentClient();

export default function save(item) {
  db.put({ TableName: 'vases', Item: item }, (err) => {
    if (err) {
      console.error('vase lost', item.id);
      return;
    }
    console.log('vase saved', item.id);
  });
}

export const drop = (id) => {
  db.delete({ TableName: 'vases', Key: { id } }, (err) => {
    if (err) console.error('vase stays', id);
    else console.log('vase gone', id);
  });
};
