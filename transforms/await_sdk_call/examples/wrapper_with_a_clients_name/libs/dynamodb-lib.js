const AWS = require('aws-sdk');

const client = new AWS.DynamoDB.DocumentClient();

module.exports = {
  get: (params) => client.get(params).promise(),
  put: (params) => client.put(params).promise(),
};
