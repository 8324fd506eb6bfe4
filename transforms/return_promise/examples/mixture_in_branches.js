// Side by side: a function with a callback, a call of the SDK, one of Node.js, inside a callback of a function.
const crypto = require('crypto');
const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

const count = (table, callback) => {
  ddb.scan({ TableName: table, Select: 'COUNT' }, (err, data) => {
    if (err) return callback(err);
    return callback(null, data.Count);
  });
};

const token = (callback) => {
  crypto.randomBytes(8, (err, bytes) => {
    if (err) {
      callback(err);
    } else {
      callback(null, bytes.toString('hex'));
    }
  });
};

const open = (table, callback) => {
  count(table, (err, seats) => {
    if (err) {
      console.error('no such table');
      return callback(err);
    }
    if (seats > 3) return callback(null, 'full');
    token((err, text) => {
      if (err) return callback(err);
      ddb.put({ TableName: table, Item: { id: 'guest', token: text.length } }, (err) => {
        if (err) return callback(err);
        callback(null, `seat ${seats + 1}`);
      });
    });
  });
};

exports.handler = async (event) => {
  open('seats', (err, seat) => {
    if (err) throw err;
    console.log(event.name, seat);
  });
};
