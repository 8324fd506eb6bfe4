const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
function attempt(context, id, left) {
  db.get({ TableName: 'pets', Key: { id } }, (err, data) => {
    if (err && left > 0) {
      attempt(context, id, left - 1);
    } else if (err) {
      context.fail(err);
    } else {
      context.succeed(data.Item);
    }
  });
}
exports.handler = (event, context) => {
  attempt(context, event.id, 3);
};
