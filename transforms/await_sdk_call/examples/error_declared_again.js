// The success branch declares the name of the error again, by `var`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
  db.get({ TableName: 'coins', Key: { id: event.coin } }, function (err, data) {
    if (err) {
      console.log(err.code);
      return;
    }
    var err = data.Item ? null : 'no such coin';
    if (err) {
      console.log(err);
      return;
    }
    console.log('found', data.Item.id);
  });
};
