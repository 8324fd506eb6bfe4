// `getUser` is handed on, so somebody else may call it with a callback: it keeps that, and is wrapped.
const AWS = require('aws-sdk');

const ddb = new AWS.DynamoDB.DocumentClient();

function getUser(id, callback) {
  read('users', id, (err, data) => {
    if (err) return callback(err);
    callback(null, data.Item);
  });
}

function read(table, id, callback) {
  ddb.get({ TableName: table, Key: { id } }, callback);
}

exports.handler = async (event) => {
  getUser(event.id, (err, user) => {
    if (err) throw err;
    console.log('hello', user.name);
  });
};

module.exports.steps = [getUser, read];
