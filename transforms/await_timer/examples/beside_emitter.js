// What follows waits for what the timer does.
const { EventEmitter, once } = require('events');

exports.handler = async (event) => {
  const emitter = new EventEmitter();
  setTimeout(() => emitter.emit('done', event.id), 20);
  setTimeout(() => console.log('a little later'), 40);
  const [id] = await once(emitter, 'done');
  return { id };
};
