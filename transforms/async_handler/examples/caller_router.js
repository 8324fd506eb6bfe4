const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
const TableName = 'notes';

const actions = {
  create(event, context, cb) {
    db.put({ TableName, Item: event.note }, (err) => {
      if (err) return cb(err);
      cb(null, event.note.id);
    });
  },
  read: (event, context, cb) => {
    db.get({ TableName, Key: { id: event.id } }, (err, data) => (err ? cb(err) : cb(null, data.Item)));
  },
  ping(event, context, cb) {
    cb(null, 'pong');
  },
};

exports.handler = (event, context, cb) => {
  if (!Object.prototype.hasOwnProperty.call(actions, event.action)) {
    return cb(new Error(`Unrecognized action "${event.action}"`));
  }
  actions[event.action](event, context, cb);
};
