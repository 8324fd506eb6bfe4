const { trace } = require('some-tracer');

const actions = {
  ping: (event, callback) => callback(null, 'pong'),
};
trace(actions);

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback);
};
