// None of these is left behind, or nobody shall wait for it.
const { promisify } = require('util');
const timers = require('timers/promises');

const wait = promisify(setTimeout);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function withRetries(work, left, resolve, reject) {
  work().then(resolve, (err) => {
    if (left === 0) return reject(err);
    setTimeout(() => withRetries(work, left - 1, resolve, reject), 10);
  });
}

function deferred() {
  let done;
  const promise = new Promise((resolve) => { done = resolve; });
  setTimeout(() => done('late'), 10);
  return promise;
}

exports.handler = async (event) => {
  await sleep(1);
  await wait(1);
  await timers.setTimeout(1);
  await deferred();
  await new Promise((resolve, reject) => withRetries(async () => event.id, 3, resolve, reject));
  await new Promise((resolve) => {
    const done = () => resolve();
    function poll() {
      if (Date.now() % 2) return done();
      setTimeout(poll, 1);
    }
    setTimeout(done, 10);
    poll();
  });
  const slow = setTimeout(() => console.log('slow'), 5000);
  try {
    await sleep(1);
  } finally {
    clearTimeout(slow);
  }
  setTimeout(() => console.log('whenever'), 5000).unref();
  const beat = setInterval(() => console.log('beat'), 5000);
  if (beat.unref) beat.unref();
  let ticks;
  const stop = () => clearInterval(ticks);
  ticks = setInterval(() => console.log('tick'), 5000);
  await sleep(1).finally(stop);
  return Promise.race([sleep(1), new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5000).unref())]);
};

// A limit of the author's, who says when it ends.
exports.limited = async (event) => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 500);
  return fetch(event.url, { signal: controller.signal }).then((answer) => {
    clearTimeout(timer);
    return answer.status;
  }).catch((error) => {
    clearTimeout(timer);
    return error.message;
  });
};

// A promise of another make.
const makeWait = (Library) => (time) => new Library((resolve) => setTimeout(resolve, time));

exports.otherMake = async (event) => {
  await makeWait(event.library)(10);
  return event.id;
};
