const actions = {
  ping: (event, callback) => callback(null, 'pong'),
};

// Nobody knows what it is given.
exports.again = (action, given) => actions.ping(action, given);

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback);
};
