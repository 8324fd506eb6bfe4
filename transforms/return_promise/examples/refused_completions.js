// What completes twice, never, in a loop or in a way that cannot be followed keeps its callback.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

function twice(id, callback) {
  ddb.get({ TableName: 't', Key: { id } }, (err, data) => {
    if (err) callback(err);
    callback(null, data);
  });
}

function never(id, callback) {
  ddb.get({ TableName: 't', Key: { id } }, (err, data) => {
    if (err) return;
    callback(null, data);
  });
}

function each(ids, callback) {
  ids.forEach((id) => ddb.get({ TableName: 't', Key: { id } }, callback));
}

function optional(id, callback) {
  ddb.get({ TableName: 't', Key: { id } }, (err) => {
    if (callback) callback(err);
  });
}

function stored(id, callback) {
  const done = callback;
  ddb.get({ TableName: 't', Key: { id } }, done);
}

function both(id, callback) {
  ddb.get({ TableName: 't', Key: { id } }, (err, data) => {
    if (err) return callback('not found', { id });
    callback(null, data.Item);
  });
}

function countFirst(id, callback) {
  ddb.get({ TableName: 't', Key: { id } }, (err, data) => {
    callback(data ? 1 : 0);
  });
}

function promised(id, callback) {
  ddb.get({ TableName: 't', Key: { id } }, (err, data) => {
    if (err) return callback(err);
    callback(null, Promise.resolve(data.Item));
  });
}

exports.handler = async (event) => {
  twice(event.id, (err) => console.log(err));
  never(event.id, (err) => console.log(err));
  each(event.ids, (err) => console.log(err));
  optional(event.id, (err) => console.log(err));
  stored(event.id, (err) => console.log(err));
  both(event.id, (err, item, capacity) => console.log(err, item, capacity));
  countFirst(event.id, (count) => console.log(count));
  promised(event.id, async (err, item) => console.log(err, await item));
};
