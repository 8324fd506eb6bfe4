const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
exports.save = (item) => {
  db.put({ TableName: 'mugs', Item: item }, (err) => {
    if (err) console.error('mug lost', item.id);
    else console.log('mug saved', item.id);
  });
};
