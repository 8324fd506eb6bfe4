// Turns that wait go on waiting; those that do not are awaited together.
const { setTimeout: pause } = require('timers/promises');

exports.handler = async (event) => {
  let left = event.times;
  while (true) {
    setTimeout(() => console.log('turn', event.id), 5);
    if (await pause(2, --left === 0)) break;
  }
  let round = 0;
  do {
    setTimeout(() => console.log('of', round), 5);
    round++;
  } while (round < 3);
};
