// `var` without a value is undefined in every callback, but not in every turn of a loop.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  for (const id of event.ids) {
    await db.get({ TableName: 'guests', Key: { id } }, function (err, data) {
      if (err) throw err;
      var name;
      if (data.Item) name = data.Item.name;
      console.log(id, name);
    });
  }
};
