const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.save = (item) => {
  db.put({ TableName: 'fans', Item: item }, (err) => {
    if (err) {
      console.error('fan lost', item.id);
      return;
    }
    console.log('fan saved', item.id);
  });
};
