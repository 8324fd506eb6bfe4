const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

// Every function of the house answers in the same form.
function http(inner) {
  return function (event, context, callback) {
    const body = event.body ? JSON.parse(event.body) : {};
    inner(body, (err, result) => {
      if (err) {
        console.error(err.code || err);
        callback(null, { statusCode: 500, body: JSON.stringify({ error: true }) });
      } else {
        callback(null, { statusCode: 200, body: JSON.stringify(result) });
      }
    });
  };
}

exports.handler = http((body, done) => {
  if (!body.name) return done('no name');
  db.put({ TableName: 'guests', Item: { name: body.name } }, (err) => done(err, { welcome: body.name }));
});
