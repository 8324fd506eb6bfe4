// The function with the call is given to a timer.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function expire() {
  db.delete({ TableName: 'holds', Key: { id: 'next' } }, (err) => {
    if (err) {
      console.error('still held');
      return;
    }
    console.log('no longer held');
  });
}

exports.handler = async (event) => {
  setTimeout(expire, 50);
  return { held: event.id };
};
