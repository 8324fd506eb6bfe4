// The error is logged and the callback goes on: its tail runs in both cases, with `data` null after an error.
const AWS = require('aws-sdk');

const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'settings', Key: { id: event.tenant } }, (err, data) => {
    if (err) {
      console.error('settings unreadable', err.code);
    }
    console.log('settings read', data === null, data && data.Item.theme);
  });
  return event.tenant;
};
