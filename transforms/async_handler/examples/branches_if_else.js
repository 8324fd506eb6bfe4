const AWS = require('aws-sdk');
const documentClient = new AWS.DynamoDB.DocumentClient();

exports.handler = function (event, context, callback) {
  var params = { TableName: 'products', Key: { id: event.id } };
  documentClient.get(params, function (err, data) {
    if (err) {
      console.log('Error', err.code);
      callback(err, null);
    } else {
      console.log('Success', data.Item ? data.Item.name : 'nothing');
      callback(null, data.Item);
    }
  });
  console.log('asked for', event.id);
};
