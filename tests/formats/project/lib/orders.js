const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.saveOrder = (order) => {
  db.put({ TableName: 'orders', Item: order }, (err) => {
    if (err) {
      console.error(err);
    }
  });
};

exports.byAge = (orders) =>
  orders.sort((one, other) => {
    db.put({ TableName: 'comparisons', Item: { one, other } }, () => {});
    return one.at - other.at;
  });
