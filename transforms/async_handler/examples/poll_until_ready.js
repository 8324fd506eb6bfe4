const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

// Asks every few milliseconds, five times at most.
function waitFor(id, times, cb) {
  db.get({ TableName: 'jobs', Key: { id } }, function (err, data) {
    if (err) return cb(err);
    if (data.Item && data.Item.ready) return cb(null, data.Item);
    if (times === 0) return cb('timeout');
    setTimeout(waitFor, 5, id, times - 1, cb);
  });
}

exports.handler = function (event, context, callback) {
  waitFor(event.id, 2, function (err, job) {
    if (err) {
      console.log('job', event.id, err.code || err);
      return callback(err);
    }
    callback(null, job.result);
  });
};
