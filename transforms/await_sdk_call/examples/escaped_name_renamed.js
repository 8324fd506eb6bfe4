// A name may be written with escapes, and is longer then than what it names.
const AWS = require('aws-sdk');
const \u0064b = new AWS.DynamoDB.DocumentClient();
const t\u0061ble = 'kites';

exports.handler = async (event) => {
  const data = { id: event.id };
  db.get({ TableName: table, Key: data }, (err, d\u0061ta) => {
    if (err) throw err;
    const { Item: d\u{61}tum } = data;
    console.log(JSON.stringify({ d\u0061ta, datum }), d\u0061ta);
  });
};
