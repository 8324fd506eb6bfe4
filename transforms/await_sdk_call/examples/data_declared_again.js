// The callback declares its result again, by `var`.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async function (event) {
  db.get({ TableName: 'kites', Key: { id: event.id } }, function (err, data) {
    if (err) throw err;
    var data = data.Item;
    console.log(data.colour);
  });
  return event.id;
};
