// The work is aborted when it takes too long, and the timer goes when it does not.
const { setTimeout: pause } = require('timers/promises');

exports.handler = async (event) => {
  const controller = new AbortController();
  setTimeout(() => {
    console.log('gone off');
    controller.abort();
  }, 200);

  // The work.
  const result = await pause(event.takes, event.id, { signal: controller.signal });
  if (result > 1) return pause(10, { late: true }, { signal: controller.signal });
  return { result };
};
