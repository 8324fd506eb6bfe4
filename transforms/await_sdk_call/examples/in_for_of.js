// One call for each item of a list; they ran at the same time.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const guest of event.guests) {
    if (guest === '') continue;
    db.put({ TableName: 'guests', Item: { id: guest } }, (err) => {
      if (err) {
        console.error('not invited', guest, err.code);
        return;
      }
      console.log('invited', guest);
    });
  }
  return event.guests.length;
};
