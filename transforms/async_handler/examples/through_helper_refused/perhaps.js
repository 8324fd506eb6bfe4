const { get, perhaps } = require('./helpers');

exports.handler = (event, context, callback) => {
  perhaps(event.isOn, () => get(event.id).then((user) => callback(user.Item ? null : new Error('nobody'), user.Item)));
};
