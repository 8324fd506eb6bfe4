// The worker that tests/runtime.rs talks to: one job a line on stdin, one report a line on stdout. It knows nothing of
// leakfix, only of a directory with a handler, the events to send it and what AWS shall answer.
'use strict';
const readline = require('node:readline');
const { run } = require('./invocations');

async function answer(line) {
  try {
    return { report: await run(JSON.parse(line)) };
  } catch (error) {
    return { failure: String(error && error.stack || error) };
  }
}

async function main() {
  // An environment is a process group of its own, and perhaps stopped: it has to be killed by name when this ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
  }
  process.exit(0);
}

if (require.main === module) main();
module.exports = { run };
