// The call is all there is in an `if` without braces, and in its `else`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  if (event.like)
    db.put({ TableName: 'likes', Item: { id: event.id } }, (err) => {
      if (err) console.error('not liked', err.code);
      else console.log('liked', event.id);
    });
  else
    db.delete({ TableName: 'likes', Key: { id: event.id } }, (err) => {
      if (err) console.error('still liked', err.code);
      else console.log('no longer liked', event.id);
    });
  return event.id;
};
