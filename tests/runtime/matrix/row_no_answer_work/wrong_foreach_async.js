// after, node20, event 0: after the answer
const AWS = require('aws-sdk');
const docs = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
  event.Records.forEach(async function (record) {
    var item = JSON.parse(record.body);
    try {
      await docs.put({ TableName: 'visits', Item: item }).promise();
      console.log('visit kept', item.id);
    } catch (err) {
      console.log('visit lost', err.code);
    }
  });
};
