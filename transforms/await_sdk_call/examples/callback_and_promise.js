// With a callback and `.promise()` the request is sent twice, and the callback is called twice.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await db.put({ TableName: 'payments', Item: { id: event.payment, cents: event.cents } }, (err) => {
    if (err) console.log('payment failed', event.payment);
    else console.log('payment booked', event.payment);
  }).promise();
  return { statusCode: 200 };
};
