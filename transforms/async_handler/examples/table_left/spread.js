const more = require('./more');

const actions = {
  ...more,
  ping: (event, callback) => callback(null, 'pong'),
};

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback);
};
