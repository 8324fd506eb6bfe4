// `Promise.all` waits for what `map` gives, but the callback of `map` gives nothing.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  await Promise.all(['red', 'green', 'blue'].map((colour) => {
    db.put({ TableName: 'paints', Item: { id: `${event.wall}-${colour}` } }, (err) => {
      if (err) console.error('out of', colour);
      else console.log('painted', colour);
    });
  }));
  return event.wall;
};
