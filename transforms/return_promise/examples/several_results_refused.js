// More than one result, or a callback at two places, where a promise could not do the same.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

// An error and a result.
function partial(id, fn) {
  ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
    if (err) return fn(new Error('none'), id, 'tried');
    fn(null, data.Item, id);
  });
}

function pair(id, fn) {
  ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
    if (err) return fn(err);
    fn(null, data.Item, id);
  });
}

// What is read on an error has no value then; a promise gives none.
function named(id, fn) {
  pair(id, (err, user, key) => {
    if (err) console.error('no user', key);
    fn(null, user, key);
  });
}

// A promise among the results.
function later(id, fn) {
  ddb.get({ TableName: 'users', Key: { id } }, (err, data) => {
    if (err) return fn(err);
    fn(null, data.Item, ddb.get({ TableName: 'scores', Key: { id } }).promise());
  });
}

// Where options are left out, it reads the callback as its options.
function reads(id, options, done) {
  if (arguments.length < 3) {
    done = options;
  }
  ddb.get({ TableName: 'users', Key: { id }, ConsistentRead: !options.fast }, done);
}

// It asks what the argument is, not how many there are.
function asks(id, options, done) {
  if (typeof options === 'function') {
    done = options;
    options = {};
  }
  ddb.get({ TableName: 'users', Key: { id }, ...options }, done);
}

// It counts its arguments twice.
function counts(id, options, done) {
  if (arguments.length < 3) {
    done = options;
    options = {};
  }
  console.log(arguments.length);
  ddb.get({ TableName: 'users', Key: { id }, ...options }, done);
}

exports.handler = async (event) => {
  partial(event.id, (err, user, id) => {
    if (err) return console.error(err.message, id);
    console.log(user);
  });
  named(event.id, (err, user) => {
    console.log(err, user);
  });
  later(event.id, (err, user, score) => {
    if (err) throw err;
    console.log(user, score);
  });
  reads(event.id, (err, user) => {
    if (err) throw err;
    console.log(user);
  });
  asks(event.id, (err, user) => {
    if (err) throw err;
    console.log(user);
  });
  counts(event.id, (err, user) => {
    if (err) throw err;
    console.log(user);
  });
};
