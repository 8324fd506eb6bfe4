// A method that looks at `this` is bound to its object; a wrapper that is there is used.
const AWS = require('aws-sdk');
const util = require('util');

const repository = {
  table: 'users',
  db: new AWS.DynamoDB.DocumentClient(),
  get(id, callback) {
    this.db.get({ TableName: this.table, Key: { id } }, (err, data) => {
      if (err) return callback(err);
      callback(null, data.Item);
    });
  },
};

const remove = util.promisify(removeUser);

function removeUser(id, callback) {
  repository.db.delete({ TableName: 'users', Key: { id } }, (err) => callback(err));
}

exports.handler = async (event) => {
  repository.get(event.id, (err, user) => {
    if (err) throw err;
    console.log('hello', user && user.name);
  });
};

exports.remove = async (event, context) => {
  removeUser(event.id, (err) => {
    if (err) throw err;
    console.log('removed');
  });
};

module.exports.repositories = [repository];
