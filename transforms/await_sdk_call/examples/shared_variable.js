// Two callbacks add to one variable, which is returned before either has.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  let total = 0;

  db.get({ TableName: 'wallets', Key: { id: event.owner } }, (err, data) => {
    if (err) {
      console.error('wallet', err.code);
      return;
    }
    total += data.Item.coins;
  });
  db.get({ TableName: 'banks', Key: { id: event.owner } }, (err, data) => {
    if (err) {
      console.error('bank', err.code);
      return;
    }
    total += data.Item.coins;
  });

  return { total };
};
