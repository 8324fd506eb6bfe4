// The `catch` only answers with what it gets: a handler that rejects does the same.
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

const load = (id) => db.get({ TableName: 'notes', Key: { id } }).promise();

exports.handler = (event, context, callback) => {
  load(event.id).then((data) => {
    if (!data.Item) {
      callback('404 Not Found');
    } else {
      load(data.Item.next).then((next) => {
        callback(null, next.Item);
      }).catch((err) => {
        callback(new Error('the next one: ' + err.code));
      });
    }
  }).catch((err) => {
    callback(err);
  });
};

exports.byContext = (event, context) => {
  load(event.id)
    .then((data) => {
      if (!data.Item) return context.fail('none');
      context.succeed(data.Item);
    })
    .catch((err) => context.fail(err))
    .finally(() => console.log('over'));
};

// This one looks at the error, or has something to say of it.
exports.looks = (event, context, callback) => {
  load(event.id).then((data) => {
    if (!data.Item) return callback('none');
    callback(null, data.Item);
  }).catch((err) => {
    // nobody knows why
    callback(err);
  });
};
