const AWS = require('aws-sdk');

const dynamo = new AWS.DynamoDB.DocumentClient({ apiVersion: '2012-08-10' });

exports.handler = async (event) => {
  const found = await dynamo.get({ TableName: 'coupons', Key: { code: event.code } }).promise();
  if (!found.Item) return { valid: false };
  if (found.Item.used) {
    return { valid: false, usedBy: found.Item.used };
  }
  const update = {
    TableName: 'coupons',
    Key: { code: event.code },
    UpdateExpression: 'SET #u = :who',
    ExpressionAttributeNames: { '#u': 'used' },
    ExpressionAttributeValues: { ':who': event.user },
  };
  await dynamo.update(update).promise();
  return { valid: true };
};
