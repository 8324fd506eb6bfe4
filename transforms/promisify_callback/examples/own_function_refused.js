// A wrapper would lose results, take an answer for an error, or wait for ever.
const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

function hash(text, callback) {
  ddb.get({ TableName: 'salts', Key: { text } }, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item.hash, data.Item.salt);
  });
}

function count(callback) {
  ddb.scan({ TableName: 'salts' }, (err, data) => {
    callback(err ? 0 : data.Count);
  });
}

function search(text, options, callback) {
  const done = arguments[arguments.length - 1];
  ddb.get({ TableName: 'salts', Key: { text } }, done);
}

function warm(id, callback) {
  if (!id) return false;
  ddb.get({ TableName: 'salts', Key: { id } }, callback);
  return true;
}

exports.handler = async (event) => {
  hash(event.text, (err, text, salt) => console.log(err, text, salt));
  count((salts) => console.log(salts));
  search(event.text, (err, data) => console.log(err, data));
  warm(event.id, (err, data) => console.log(err, data));
};
