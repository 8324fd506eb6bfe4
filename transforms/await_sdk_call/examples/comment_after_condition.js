// A comment stands between the condition and its only statement.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  if (event.id) // without one there is nothing to look up
    db.get({ TableName: 'kites', Key: { id: event.id } }, (err, data) => {
      if (err) throw err;
      console.log(data.Item.colour);
    });
  return 'ok';
};
