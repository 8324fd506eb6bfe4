// after, node20, event 0: the answer is
const AWS = require('aws-sdk');
const docs = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
  return Promise.all(event.Records.map(async function (record) {
    var item = JSON.parse(record.body);
    try {
      await docs.put({ TableName: 'visits', Item: item }).promise();
      console.log('visit kept', item.id);
    } catch (err) {
      console.log('visit lost', err.code);
    }
  }));
};
