// after, node20, event 0: after the answer
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function addPoints(user, points, next) {
  if (points <= 0) return next(new RangeError('points have to be positive'));
  ddb.update({
    TableName: 'points',
    Key: { user },
    UpdateExpression: 'ADD points :p',
    ExpressionAttributeValues: { ':p': points },
    ReturnValues: 'ALL_NEW',
  }, (err, data) => {
    if (err) {
      console.error('no points for', user);
      return next(err);
    }
    next(null, data.Attributes);
  });
}

exports.handler = async (event) => {
  return await addPoints(event.user, event.points, (err, data) => {
    if (err) throw err;
    return data;
  });
};
