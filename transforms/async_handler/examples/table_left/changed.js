// Others may put in what does not know of this.
const actions = {
  ping: (event, callback) => callback(null, 'pong'),
};
actions[process.env.EXTRA] = require('./extra');

exports.handler = (event, context, callback) => {
  actions[event.action](event, callback);
};
