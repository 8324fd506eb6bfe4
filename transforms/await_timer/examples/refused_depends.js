// What follows goes on while the timer runs, and looks at what its callback does.
const { once, EventEmitter } = require('events');

exports.emits = async (event) => {
  const emitter = new EventEmitter();
  setTimeout(() => emitter.emit('done', 1), 50);
  const [value] = await once(emitter, 'done');
  return value;
};

exports.until = async (event) => {
  let isOver = false;
  setTimeout(() => { isOver = true; }, 1000);
  while (!isOver) {
    await fetch(event.url);
  }
};

exports.slow = async (event) => {
  let isDone = false;
  setTimeout(() => {
    if (!isDone) console.log('slow', event.url);
  }, 1000);
  await fetch(event.url);
  isDone = true;
};

exports.readsLater = async (event) => {
  setTimeout(() => console.log(response.status), 1000);
  const response = await fetch(event.url);
  return response.status;
};

function startBeat(emitter) {
  setTimeout(() => emitter.emit('beat'), 50);
}

exports.inHelper = async (event) => {
  const emitter = new EventEmitter();
  startBeat(emitter);
  await once(emitter, 'beat');
};

exports.readsMadeLater = async (event) => {
  setTimeout(() => console.log(name), 1000);
  const name = nameOf(event);
  return name;
};

const nameOf = (event) => event.url.split('/').pop();

exports.flagOfEvent = async (event) => {
  setTimeout(() => { event.isOver = true; }, 1000);
  while (!event.isOver) {
    await fetch(event.url);
  }
};

exports.gate = async (event) => {
  let open;
  const gate = new Promise((resolve) => { open = resolve; });
  setTimeout(async () => {
    await gate;
    console.log('open');
  }, 10);
  await fetch(event.url);
  open();
};

async function stopAfter(state, delay) {
  setTimeout(() => { state.isOver = true; }, delay);
}

exports.inAsyncHelper = async (event) => {
  const state = {};
  await stopAfter(state, event.delay);
  while (!state.isOver) {
    await fetch(event.url);
  }
};
