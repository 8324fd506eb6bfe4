// A loop in the callback, with `break`, `continue`, and a `return` that leaves the callback from within it.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'lists', Key: { id: event.list } }, (err, data) => {
    if (err) {
      console.error('no list', err.code);
      return;
    }
    for (const entry of data.Item.entries) {
      if (entry === 'skip') continue;
      if (entry === 'end') break;
      if (entry === 'leave') return;
      console.log('entry', entry);
    }
    console.log('that was the list');
  });
  return { list: event.list };
};
