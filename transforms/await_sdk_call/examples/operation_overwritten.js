// The operation is overwritten by a function that calls back, and has no promise.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

db.put = (params, done) => {
  setTimeout(() => done(null, { offline: true }), 20);
};

exports.handler = async (event) => {
  db.put({ TableName: 'orders', Item: { id: event.id } }, (err, data) => {
    if (err) throw err;
    console.log('ordered', event.id, data.offline);
  });
  return event.id;
};
