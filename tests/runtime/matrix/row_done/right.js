var AWS = require('aws-sdk');
var dynamo = new AWS.DynamoDB.DocumentClient();

exports.handler = async function(event) {
  const data = await dynamo.get({ TableName: 'songs', Key: { id: event.id } }).promise();
  if (!data.Item) {
    throw 'no song ' + event.id;
  } else {
    return data.Item;
  }
};
