const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => run(event, context, callback);

function run(event, context, callback) {
  if (event.warm) {
    context.succeed('warm');
    return;
  }
  db.put({ TableName: 'pets', Item: { id: event.id } }, (err) => {
    if (err) {
      console.error(err.code);
      callback(err);
      return;
    }
    store(event, callback);
  });
}

function store(event, done) {
  db.get({ TableName: 'pets', Key: { id: event.id } }, (err, data) => {
    if (err) return done(err);
    done(null, data.Item);
  });
}
