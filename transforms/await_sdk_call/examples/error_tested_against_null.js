// The error is compared with null, and a switch over its code decides.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.update({
    TableName: 'seats',
    Key: { id: event.seat },
    UpdateExpression: 'SET guest = :guest',
    ConditionExpression: 'attribute_not_exists(guest)',
    ExpressionAttributeValues: { ':guest': event.guest },
  }, (err, data) => {
    if (err !== null) {
      switch (err.code) {
        case 'ConditionalCheckFailedException':
          console.log('seat is taken', event.seat);
          break;
        default:
          console.error('seat unknown', err.code);
      }
      return;
    }
    console.log('seat given', event.seat);
  });
  return { seat: event.seat };
};
