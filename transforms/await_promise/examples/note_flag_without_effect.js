// Lambda asks for the flag where a callback answers.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event, context) => {
  context.callbackWaitsForEmptyEventLoop = false;
  const { Item } = await ddb.get({ TableName: 'orders', Key: { id: event.id } }).promise();
  return Item;
};

exports.byCallback = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  callback(null, event.id);
};
