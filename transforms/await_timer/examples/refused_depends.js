// What follows goes on while the timer runs, and looks at what its callback does; it cannot all go into a `try`.
const { once, EventEmitter } = require('events');

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

exports.emitsInBranch = async (event) => {
  const emitter = new EventEmitter();
  if (event.waits) {
    setTimeout(() => emitter.emit('done', 1), 50);
    await once(emitter, 'done');
  }
};

exports.flagInBranch = async (event) => {
  let isOver = false;
  if (event.limit) {
    setTimeout(() => { isOver = true; }, event.limit);
  }
  while (!isOver) {
    await fetch(event.url);
  }
};

exports.doneInBranch = async (event) => {
  let isDone = false;
  if (event.warns) {
    setTimeout(() => {
      if (!isDone) console.log('slow', event.url);
    }, 1000);
  }
  await fetch(event.url);
  isDone = true;
};

exports.flagOfEventInLoop = async (event) => {
  for (const limit of event.limits) {
    setTimeout(() => { event.isOver = true; }, limit);
    while (!event.isOver) await fetch(event.url);
  }
};

exports.gateInBranch = async (event) => {
  let open;
  const gate = new Promise((resolve) => { open = resolve; });
  if (event.waits) {
    setTimeout(async () => {
      await gate;
      console.log('open');
    }, 10);
  }
  await fetch(event.url);
  open();
};
