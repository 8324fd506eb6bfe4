// Functions whose promise is not that of the function they are given.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

const connect = () => ddb.get({ TableName: 'tables', Key: { id: 1 } }).promise();
const close = () => ddb.delete({ TableName: 'sessions', Key: { id: 1 } }).promise();

exports.get = (id) => ddb.get({ TableName: 'users', Key: { id } }).promise();

// It catches what the function throws.
exports.caught = (fn) => connect().then(fn).catch((err) => console.error(err));

// It returns something of its own.
exports.counted = (fn) => connect().then(fn).then(() => 1);

// It does not return it.
exports.started = (fn) => {
  connect().then(fn);
};

// On one path it does not run it.
exports.perhaps = (isOn, fn) => {
  if (!isOn) return Promise.resolve('off');
  return connect().then(fn);
};

// It runs it twice.
exports.twice = (fn) => fn().then(fn);

exports.closing = (fn) => connect().then(fn).finally(() => close());
