// after, node20, event 0: after the answer
const AWS = require('aws-sdk');
const docs = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
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
