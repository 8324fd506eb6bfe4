// Node.js 12 has no `timers/promises`.
const done = (...words) => console.log(...words);

exports.remind = async (event) => {
  setTimeout(() => done('reminder', event.id), 20);
  setTimeout(done, 10, 'short', event.id);
  setTimeout((id) => console.log('value', id), 30, event.id);
  setImmediate(() => console.log('immediately'));
};
