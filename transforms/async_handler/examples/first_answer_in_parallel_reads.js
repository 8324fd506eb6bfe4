const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const s3 = new AWS.S3();

// Both are started; the answer is sent when the second one is there.
exports.handler = (event, context, callback) => {
  let user, picture;

  function finish(err) {
    if (err) return callback(err);
    if (user !== undefined && picture !== undefined) callback(null, { user, picture });
  }

  db.get({ TableName: 'users', Key: { id: event.id } }, (err, data) => {
    if (err) return finish(err);
    user = data.Item || null;
    finish();
  });
  s3.getObject({ Bucket: 'pictures', Key: event.id }, (err, data) => {
    picture = err ? null : data.Body.toString();
    finish();
  });
};
