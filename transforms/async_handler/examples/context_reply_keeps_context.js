const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

function reply(context, data) {
  context.succeed({ by: context.functionName, data: data });
}

function refuse(context, reason) {
  context.fail(reason);
}

exports.handler = function (event, context) {
  if (!event.id) {
    refuse(context, 'no id');
    return;
  }
  db.get({ TableName: 'pets', Key: { id: event.id } }, function (err, data) {
    if (err) {
      refuse(context, err);
    } else {
      reply(context, data.Item);
    }
  });
};
