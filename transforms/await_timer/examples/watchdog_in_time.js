// The work is done in time, and the timer goes.
const { setTimeout: pause } = require('timers/promises');

exports.handler = async (event) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 50);
  return pause(event.takes, { id: event.id }, { signal: controller.signal });
};
