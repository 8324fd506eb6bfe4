const { get, caught } = require('./helpers');

exports.handler = (event, context, callback) => {
  caught(() => get(event.id).then((user) => callback(user.Item ? null : new Error('nobody'), user.Item)));
};
