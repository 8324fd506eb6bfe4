// A constant of the `else` branch has the name of one of the handler.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  const kite = { id: event.id };
  db.get({ TableName: 'kites', Key: kite }, (err, data) => {
    if (err) {
      console.error(err.code);
    } else {
      const kite = data.Item.tail.length;
      console.log('tail', kite);
    }
  });
};
