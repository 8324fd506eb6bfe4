const AWS = require('aws-sdk');
const table = new AWS.DynamoDB.DocumentClient();

module.exports.handler = async (event, context, callback) => {
  const comment = { id: event.id, text: event.text };
  if (!comment.text) {
    callback(null, { statusCode: 400, body: 'empty comment' });
    return;
  }
  try {
    await table.put({ TableName: 'comments', Item: comment }).promise();
    callback(null, { statusCode: 201, body: JSON.stringify(comment) });
  } catch (err) {
    console.error(err.code);
    callback(err);
  }
};
