// `await` before a call with a callback waits for nothing: what it gets is the request.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await db.delete({ TableName: 'reservations', Key: { id: event.reservation } }, (err) => {
    if (err) {
      console.error('still reserved', err.code);
      return;
    }
    console.log('free again', event.reservation);
  });
  return { cancelled: event.reservation };
};
