const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

module.exports.handler = (event, context, callback) => {
  const respond = (statusCode, body) => callback(null, { statusCode, body: JSON.stringify(body) });
  const fail = (err) => {
    console.error(err.code || err.message);
    respond(err.statusCode || 500, { error: err.message });
  };
  const ok = (body) => respond(200, body);

  if (!event.id) return fail(new Error('no id'));
  db.get({ TableName: 'notes', Key: { id: event.id } }, (err, data) => {
    if (err) {
      fail(err);
    } else if (data.Item) {
      ok(data.Item);
    } else {
      respond(404);
    }
  });
};
