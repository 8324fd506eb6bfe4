// The timer says when to stop, or that it takes long; what follows may fail.
const { setTimeout: pause } = require('timers/promises');

exports.handler = async (event) => {
  let isOver = false;
  setTimeout(() => {
    isOver = true;
    console.log('over');
  }, 400);
  // Until then.
  let rounds = 0;
  while (!isOver && rounds < event.rounds) {
    await pause(5);
    rounds++;
  }
  if (rounds < 2) throw new Error('too few rounds');
  return rounds < 100; // the answer
};
