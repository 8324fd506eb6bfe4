// A promise is always true, so everybody was let in: the answer was the leak's.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

async function isMember(id) {
  const { Item } = await db.get({ TableName: 'members', Key: { id } }).promise();
  return Item !== undefined;
}

exports.handler = async (event) => {
  if (!isMember(event.user)) {
    return { statusCode: 403 };
  }
  return { statusCode: 200 };
};
