// What answers is given to a function that returns its promise: that is returned.
const AWS = require('aws-sdk');
const ddb = new AWS.DynamoDB.DocumentClient();

const connect = (table) => ddb.get({ TableName: 'tables', Key: { id: table } }).promise();

const close = (id) => ddb.delete({ TableName: 'sessions', Key: { id } }).promise();

const execute = (db, fn) => db.then(fn).finally(() => close('1'));

function withTable(table, fn) {
  console.log('opens', table);
  return execute(connect(table), fn);
}

function logged(run) {
  console.log('begins');
  return run();
}

const failed = (statusCode, err) => ({ statusCode, body: err.message });

exports.handler = (event, context, callback) => {
  if (event.op === 'read') {
    if (!event.id) {
      callback(null, { statusCode: 400 });
      return;
    }

    withTable('users', () => (
      ddb.get({ TableName: 'users', Key: { id: event.id } }).promise()
        .then(user => callback(null, { statusCode: 200, body: JSON.stringify(user.Item) }))
        .catch(err => callback(null, failed(404, err)))
    ));
  } else if (event.op === 'write') {
    withTable('users', function (table) {
      return ddb.put({ TableName: table.Item.name, Item: { id: event.id } }).promise()
        .then(() => callback(null, 'written'), callback);
    });
  } else {
    logged(() => (
      connect('users').then((table) => {
        if (event.id === 'x') return callback(null, 'x');
        return ddb.get({ TableName: table.Item.name, Key: { id: event.id } }).promise()
          .then((user) => {
            if (!user.Item) return callback(new Error('nobody'));
            callback(null, user.Item.id);
          });
      })
    ));
  }
};
