// Functions of the same name that are no timers.
const setTimeout = (callback) => callback();
const queue = { setInterval(callback) { callback(); } };

exports.handler = async (event) => {
  setTimeout(() => console.log('at once', event.id), 100);
  queue.setInterval(() => console.log('at once, too'), 100);
};
