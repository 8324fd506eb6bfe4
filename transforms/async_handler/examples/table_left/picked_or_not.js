const actions = { ping: (event, callback) => callback(null, 'pong') };

exports.handler = (event, context, callback) => {
  let action = actions[event.action];
  if (!action) action = () => console.log('no such action');
  action(event, callback);
};
