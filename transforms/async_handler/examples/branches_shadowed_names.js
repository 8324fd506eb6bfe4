const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  const data = { from: event.from, to: event.to };
  db.get({ TableName: 'accounts', Key: { id: event.from } }, (err, data) => {
    if (err) return callback(err);
    if (!data.Item) return callback(`no account ${event.from}`);
    const err2 = data.Item.closed;
    db.get({ TableName: 'accounts', Key: { id: event.to } }, (err, data) => {
      if (err || err2) return callback(err || new Error('closed'));
      const callback2 = callback;
      callback2(null, { to: data.Item && data.Item.id });
    });
  });
  console.log('from', data.from, 'to', data.to);
};
