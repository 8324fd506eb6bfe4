const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.save = (item) => {
  db.put({ TableName: 'seeds', Item: item }, (err) => {
    if (err) {
      console.error('seed lost', item.id);
      return;
    }
    console.log('seed saved', item.id);
  });
};
