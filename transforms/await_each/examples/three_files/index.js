// The loop stands in a function of another file that is not async, and so do the functions on the way to it.
const { notifyAll } = require('./lib/notify');

exports.handler = async (event) => {
  notifyAll(event.users);
  return { notified: event.users.length };
};
