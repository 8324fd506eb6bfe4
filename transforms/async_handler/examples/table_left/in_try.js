const actions = {
  ping: (event, callback) => callback(null, 'pong'),
  fail: (event, callback) => callback(new Error('failed')),
};

exports.handler = (event, context, callback) => {
  try {
    actions[event.action](event, callback);
  } catch (err) {
    callback(null, 'no such action');
  }
};
