// The function has a value of its own, and is called inside an expression.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function reserve(room) {
  const id = `${room.floor}-${room.number}`;
  db.put({ TableName: 'rooms', Item: { id } }, (err) => {
    if (err) {
      console.error('not reserved', id);
      return;
    }
    console.log('reserved', id);
  });
  return { id };
}

exports.handler = async (event) => {
  return { statusCode: 200, body: 'room ' + reserve(event.room).id };
};
