const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  // Each of them answers for the handler.
  const operations = {
    create: (payload) => db.put({ TableName: 'notes', Item: payload }, callback),
    read: (payload) => {
      db.get({ TableName: 'notes', Key: payload }, (err, data) => {
        if (err) return callback(err);
        callback(null, data.Item || 'nothing');
      });
    },
    echo: (payload) => callback(null, payload),
    ping: () => callback(null, 'pong'),
  };

  console.log('received', event.operation);
  if (event.operation in operations) {
    operations[event.operation](event.payload);
  } else {
    callback(`Unrecognized operation "${event.operation}"`);
  }
};
