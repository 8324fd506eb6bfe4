// The callback comes one place earlier where the argument before it is left out: the
// function counts its arguments.
const crypto = require('crypto');
const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

function computeHash(password, salt, fn) {
  const iterations = 16;

  if (3 == arguments.length) {
    crypto.pbkdf2(password, salt, iterations, 8, 'sha512', function (err, key) {
      if (err) return fn(err);
      else fn(null, salt, key.toString('base64'));
    });
  } else {
    fn = salt;
    crypto.randomBytes(4, function (err, salt) {
      if (err) return fn(err);
      salt = salt.toString('base64');
      computeHash(password, salt, fn);
    });
  }
}

// Options that are left out are the usual ones.
function read(id, options, done) {
  if (arguments.length < 3) {
    done = options;
    options = { ConsistentRead: true };
  }
  ddb.get({ TableName: 'users', Key: { id }, ...options }, done);
}

function count(id, unit, done) {
  if (arguments.length === 2) {
    done = unit;
    unit = undefined;
  }
  ddb.get({ TableName: 'counts', Key: { id } }, (err, data) => {
    if (err) return done(err);
    done(null, `${data.Item.n} ${unit}`);
  });
}

exports.handler = (event, context, callback) => {
  read(event.id, (err, found) => {
    if (err) return callback(err);
    read(event.id, { AttributesToGet: ['id'] }, (err, again) => {
      if (err) return callback(err);
      computeHash(found.Item.password, 'pepper', (err, salt, hash) => {
        if (err) return callback('no hash: ' + err.message);
        computeHash(found.Item.password, (err, newSalt, newHash) => {
          if (err) return callback(err);
          count(event.id, (err, bare) => {
            if (err) return callback(err);
            count(event.id, 'users', (err, text) => {
              if (err) return callback(err);
              callback(null, {
                salt, hash, differ: hash !== newHash, size: newSalt.length, bare, text, same: again.Item.id === found.Item.id,
              });
            });
          });
        });
      });
    });
  });
};
