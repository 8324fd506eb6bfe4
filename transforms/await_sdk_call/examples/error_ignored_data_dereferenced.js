// Nobody looks at the error, and the callback fails on `data` being null: the invocation fails as the callback did.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  db.get({ TableName: 'carts', Key: { id: event.cart } }, function (err, data) {
    console.log('cart', data.Item);
  });
  return 'ok';
};
