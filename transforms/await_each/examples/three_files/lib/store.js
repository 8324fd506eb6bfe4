const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.write = async (user) => {
  await db.put({ TableName: 'notes', Item: { id: user.name } }).promise();
};
