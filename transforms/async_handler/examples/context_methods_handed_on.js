const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
function load(id, ok, bad) {
  db.get({ TableName: 'pets', Key: { id } }, (err, data) => {
    if (err) return bad(err);
    ok(data.Item);
  });
}
exports.handler = (event, context) => {
  load(event.id, context.succeed, context.fail);
};
