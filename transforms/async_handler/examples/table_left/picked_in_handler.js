exports.handler = (event, context, callback) => {
  // What answers cannot be seen where it is called by its own name.
  const actions = { ping: () => callback(null, 'pong'), name: () => callback(null, event.name) };
  const action = actions[event.action];
  if (event.direct) return actions[event.direct]();
  action();
};
