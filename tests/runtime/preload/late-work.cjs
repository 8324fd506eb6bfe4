// Tells of work that the example's own code began in an invocation and that runs after its answer: timers, files,
// child processes. Work that a package keeps for itself (an idle socket's timer) is not counted: its first frame is the
// package's, or it is `fetch` that keeps the time of its connections. Requests are seen by the stub, log lines by the pipe.
'use strict';
const { createHook } = require('node:async_hooks');
const fs = require('node:fs');

const LATE_WORK = 3;
const ONE_SHOT = new Set([
  'FSREQCALLBACK', 'FSREQPROMISE', 'Immediate', 'PBKDF2REQUEST', 'PROCESSWRAP', 'QUERYWRAP', 'RANDOMBYTESREQUEST',
  'SCRYPTREQUEST', 'Timeout', 'ZLIB',
]);
const root = `${process.env.LEAKFIX_TASK_ROOT}/`;
const begun = new Map();
let invoked = false;

createHook({
  init(id, type) {
    if (!invoked || !ONE_SHOT.has(type)) return;
    const site = firstFrame();
    if (site?.startsWith(root) && !site.includes('/node_modules/')) begun.set(id, { type, site: site.slice(root.length) });
  },
  before(id) {
    const work = begun.get(id);
    if (work && !invoked) fs.writeSync(LATE_WORK, `${JSON.stringify(work)}\n`);
  },
  destroy(id) {
    begun.delete(id);
  },
}).enable();

// The innermost frame that is neither Node.js's own nor this directory's.
function firstFrame() {
  const holder = {};
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = 50;
  Error.prepareStackTrace = undefined;
  Error.captureStackTrace(holder);
  const stack = String(holder.stack);
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  if (stack.split(root, 1)[0].includes('(node:internal/deps/undici/')) return undefined;
  for (const [, frame] of stack.matchAll(/(?:\(|at |async )(?:file:\/\/)?(\/[^()\s]+:\d+):\d+\)?$/gm)) {
    if (!frame.startsWith(__dirname)) return frame;
  }
  return undefined;
}

module.exports = {
  began: () => { invoked = true; },
  ended: () => { invoked = false; },
};
