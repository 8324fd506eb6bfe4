const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.save = (item) => {
  db.put({ TableName: 'jars', Item: item }, (err) => {
    if (err) {
      console.error('jar lost', item.id);
      return;
    }
    console.log('jar saved', item.id);
  });
};
