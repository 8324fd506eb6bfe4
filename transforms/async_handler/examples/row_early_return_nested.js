const AWS = require('aws-sdk');

const dynamo = new AWS.DynamoDB.DocumentClient({ apiVersion: '2012-08-10' });

exports.handler = (event, context, callback) => {
  dynamo.get({ TableName: 'coupons', Key: { code: event.code } }, (err, found) => {
    if (err) return callback(err);
    if (!found.Item) return callback(null, { valid: false });
    if (found.Item.used) {
      return callback(null, { valid: false, usedBy: found.Item.used });
    }
    const update = {
      TableName: 'coupons',
      Key: { code: event.code },
      UpdateExpression: 'SET #u = :who',
      ExpressionAttributeNames: { '#u': 'used' },
      ExpressionAttributeValues: { ':who': event.user },
    };
    dynamo.update(update, (err) => {
      if (err) return callback(err);
      callback(null, { valid: true });
    });
  });
};
