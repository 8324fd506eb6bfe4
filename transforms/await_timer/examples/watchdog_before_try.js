// The function has a `try`, to which a `finally` is added.
const { setTimeout: pause } = require('timers/promises');

exports.handler = async (event) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 100);
  try {
    return await pause(event.takes, { id: event.id }, { signal: controller.signal });
  } catch (err) {
    return { error: err.name };
  }
};
