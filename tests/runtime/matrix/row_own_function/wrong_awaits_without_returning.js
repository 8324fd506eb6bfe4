// after, node20, event 0: the answer is
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

async function addPoints(user, points) {
  if (points <= 0) throw new RangeError('points have to be positive');
  try {
    const data = await ddb.update({
      TableName: 'points',
      Key: { user },
      UpdateExpression: 'ADD points :p',
      ExpressionAttributeValues: { ':p': points },
      ReturnValues: 'ALL_NEW',
    }).promise();
    return data.Attributes;
  } catch (err) {
    console.error('no points for', user);
    throw err;
  }
}

exports.handler = async (event) => {
  await addPoints(event.user, event.points);
};
