// `continue outer` leaves the inner loop, whose work is not awaited then.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  outer: for (const crate of event.crates) {
    await db.put({ TableName: 'bottles', Item: { id: crate.id } }).promise();
    for (const id of crate.bottles) {
      db.put({ TableName: 'bottles', Item: { id } }, (err) => {
        if (err) console.error(err.code);
      });
      if (id === 'b2') continue outer;
    }
  }
  return 'ok';
};
