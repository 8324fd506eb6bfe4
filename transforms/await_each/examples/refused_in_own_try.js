// The `catch` around, which answers for the handler, sees for the first time what fails in an item.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = async (event) => {
  try {
    event.ids.forEach(async (id) => {
      await db.put({ TableName: 'rooms', Item: { id } }).promise();
    });
    return { statusCode: 200 };
  } catch (err) {
    console.error(err.code);
    return { statusCode: 500 };
  }
};
