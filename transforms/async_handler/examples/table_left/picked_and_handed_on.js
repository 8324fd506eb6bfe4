const actions = { ping: (event, callback) => callback(null, 'pong') };

exports.handler = (event, context, callback) => {
  const action = actions[event.action];
  setTimeout(action, 5, event, callback);
};
