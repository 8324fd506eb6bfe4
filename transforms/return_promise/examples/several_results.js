// A callback that gets more than one result: an array, taken apart by each caller.
const AWS = require('aws-sdk');
const crypto = require('crypto');

const ddb = new AWS.DynamoDB.DocumentClient();

function getUser(email, fn) {
  ddb.get({ TableName: 'users', Key: { email } }, function (err, data) {
    if (err) return fn(err);
    if (!data.Item) {
      return fn(null, null); // Nobody has that address.
    }
    fn(null, data.Item.hash, data.Item.salt, data.Item.verified);
  });
}

// The first result of one, handed on with another.
function rate(email, fn) {
  ddb.get({ TableName: 'scores', Key: { email } }, (err, data) => {
    fn(err, data, email);
  });
}

function span(id, fn) {
  ddb.get({ TableName: 'spans', Key: { id } }, (err, data) => {
    if (err) return fn(err);
    fn(null, data.Item.from, data.Item.to);
  });
}

// All that another one gives.
function firstSpan(ids, fn) {
  span(ids[0], fn);
}

const digest = (text, fn) => {
  crypto.randomBytes(4, (err, salt) => {
    if (err) fn(err);
    else fn(null, `${text}${salt.length}`, salt.length);
  });
};

exports.handler = (event, context, callback) => {
  getUser(event.email, function (err, hash, salt, verified) {
    if (err) {
      callback('no user: ' + err.message);
    } else if (hash == null) {
      callback(null, { login: false, salt: typeof salt, verified: typeof verified });
    } else {
      rate(event.email, (err, score, rated) => {
        if (err) return callback(err);
        firstSpan([event.email, 'b@x'], (err, from, to) => {
          if (err) {
            console.error('no span', err.message);
            return callback(err);
          }
          digest(event.password, (err, text, size) => {
            if (err) throw err;
            callback(null, { hash, salt, verified, rated, points: score.Item.points, from, to, text, size });
          });
        });
      });
    }
  });
};
