const AWS = require('aws-sdk');

const documents = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  try {
    documents.put({ TableName: 'users', Item: { id: event.id } }).promise();
    return 'saved';
  } catch (error) {
    console.error(error.code);
    return 'not saved';
  }
};
