const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  documents.put({ TableName: 'users', Item: { id: event.id } }).promise();
  console.log('saved', event.id);
  return { saved: event.id };
};
