// Even awaited, a request without callback or promise is never sent.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await ddb.put({ TableName: 'badges', Item: { id: event.badge } });
  console.log('badge given', event.badge);
  return 'given';
};
