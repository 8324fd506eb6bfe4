const actions = {
  ping: (event, callback) => callback(null, 'pong'),
};

exports.actions = actions;

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback);
};
