const { get, twice } = require('./helpers');

exports.handler = (event, context, callback) => {
  twice(() => get(event.id).then((user) => callback(user.Item ? null : new Error('nobody'), user.Item)));
};
