const AWS = require('aws-sdk');
const docs = new AWS.DynamoDB.DocumentClient();

exports.handler = function (event, context, callback) {
  event.Records.forEach(function (record) {
    var item = JSON.parse(record.body);
    docs.put({ TableName: 'visits', Item: item }, function (err) {
      if (err) {
        console.log('visit lost', err.code);
      } else {
        console.log('visit kept', item.id);
      }
    });
  });
};
