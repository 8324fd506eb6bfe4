const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.save = function (item) {
  db.put({ TableName: 'pupils', Item: item }, (err) => {
    if (err) {
      console.error('pupil lost', item.id);
      return;
    }
    console.log('pupil saved', item.id);
  });
};
