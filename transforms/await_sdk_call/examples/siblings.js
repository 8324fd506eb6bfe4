// Two calls one after the other, with parameters of the same names, and then the return.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.put({ TableName: 'follows', Item: { id: `${event.fan}:${event.star}` } }, (err, data) => {
    if (err) {
      console.error('follow', err.code);
      return;
    }
    console.log('follows', data);
  });
  db.update({
    TableName: 'stars',
    Key: { id: event.star },
    UpdateExpression: 'ADD fans :one',
    ExpressionAttributeValues: { ':one': 1 },
    ReturnValues: 'ALL_NEW',
  }, (err, data) => {
    if (err) {
      console.error('star', err.code);
      return;
    }
    console.log('fans', data.Attributes.fans);
  });
  return { statusCode: 200 };
};
