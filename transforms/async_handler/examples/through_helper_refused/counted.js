const { get, counted } = require('./helpers');

exports.handler = (event, context, callback) => {
  counted(() => get(event.id).then((user) => callback(user.Item ? null : new Error('nobody'), user.Item)));
};
