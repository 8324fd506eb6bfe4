const { get, started } = require('./helpers');

exports.handler = (event, context, callback) => {
  started(() => get(event.id).then((user) => callback(user.Item ? null : new Error('nobody'), user.Item)));
};
