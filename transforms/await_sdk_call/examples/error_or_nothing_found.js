// One test for the error and for an answer without what was looked for.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'coupons', Key: { id: event.code } }, (err, data) => {
    if (err || !data.Item) {
      console.log('no such coupon', event.code, err ? err.code : 'unknown');
      return;
    }
    console.log('coupon is worth', data.Item.worth);
  });
  return { checked: event.code };
};
