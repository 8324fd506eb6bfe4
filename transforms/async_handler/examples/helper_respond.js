const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const TableName = 'todos';

function respond(callback, statusCode, body) {
  callback(null, {
    statusCode,
    headers: { 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify(body),
  });
}

exports.handler = (event, context, callback) => {
  const { id } = event.pathParameters || {};
  if (!id) return respond(callback, 400, { error: 'no id' });

  switch (event.httpMethod) {
    case 'GET':
      db.get({ TableName, Key: { id } }, (err, data) => {
        if (err) return respond(callback, 500, { error: err.code });
        if (!data.Item) return respond(callback, 404, { error: 'no such todo' });
        respond(callback, 200, data.Item);
      });
      break;
    case 'DELETE':
      db.delete({ TableName, Key: { id } }, (err) => {
        if (err) return respond(callback, 500, { error: err.code });
        respond(callback, 204);
      });
      break;
    default:
      respond(callback, 405, { error: event.httpMethod });
  }
};
