const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

// list(table, cb) or list(table, limit, cb)
function list(table, limit, cb) {
  if (typeof limit === 'function') {
    cb = limit;
    limit = 2;
  }
  db.scan({ TableName: table, Limit: limit }, (err, data) => {
    if (err) return cb(err);
    cb(null, data.Items.length);
  });
}

exports.handler = (event, context, callback) => {
  if (event.limit) list('visits', event.limit, callback);
  else list('visits', callback);
};
