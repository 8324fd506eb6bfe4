const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.save = (bike) => {
  db.put({ TableName: 'bikes', Item: bike }, (err) => {
    if (err) {
      console.error('bike lost', bike.id);
      return;
    }
    console.log('bike saved', bike.id);
  });
};
