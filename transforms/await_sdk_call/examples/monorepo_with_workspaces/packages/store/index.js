const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.save = (item) => {
  db.put({ TableName: 'masts', Item: item }, (err) => {
    if (err) {
      console.error('mast lost', item.id);
      return;
    }
    console.log('mast saved', item.id);
  });
};
