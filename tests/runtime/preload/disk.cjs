// A disk on which writing takes a while, so that a write nobody waits for is under way at the answer on every machine,
// however busy its thread pool is. What is written, and what is called back with, is untouched.
'use strict';
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const WRITING_MS = 30;
const WRITES = ['appendFile', 'copyFile', 'mkdir', 'rename', 'rm', 'unlink', 'writeFile'];

// The timer begins at the call, and after it: a call that throws has begun nothing.
function slowCallback(write) {
  return function (...given) {
    const callback = given.at(-1);
    if (typeof callback !== 'function') return write.apply(this, given);
    let results;
    let isTime = false;
    const settle = () => results && isTime && callback.apply(undefined, results);
    given[given.length - 1] = (...told) => { results = told; settle(); };
    write.apply(this, given);
    setTimeout(() => { isTime = true; settle(); }, WRITING_MS);
  };
}

function slowPromise(write) {
  return async function (...given) {
    const written = write.apply(this, given);
    const time = new Promise((resolve) => setTimeout(resolve, WRITING_MS));
    await Promise.allSettled([written, time]);
    return written;
  };
}

for (const name of WRITES) {
  fs[name] = slowCallback(fs[name]);
  fs.promises[name] = slowPromise(fs.promises[name]);
}
syncBuiltinESMExports();
