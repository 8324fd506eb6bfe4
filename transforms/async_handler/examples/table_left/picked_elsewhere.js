const actions = { ping: (event, callback) => callback(null, 'pong') };

const run = (name, given) => {
  const action = actions[name];
  action({}, given);
};
run('ping', console.log);

exports.handler = (event, context, callback) => {
  const action = actions[event.action];
  action(event, callback);
};
