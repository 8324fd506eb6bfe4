// The handler's own parameter is called `data`, and is used after the call.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (data) => {
  db.update({
    TableName: 'meters',
    Key: { id: data.meter },
    UpdateExpression: 'SET reading = :reading',
    ExpressionAttributeValues: { ':reading': data.reading },
    ReturnValues: 'UPDATED_OLD',
  }, (err, data) => {
    if (err) {
      console.error('meter', err.code);
      return;
    }
    console.log('it was', data.Attributes ? data.Attributes.reading : 0);
  });
  return data.reading;
};
