// Loaded into the runtime's process before the runtime client. It touches neither the handler nor its answer.
'use strict';
require('./network.cjs');
require('./sqlite.cjs');
require('./disk.cjs');
const invocation = require('./late-work.cjs');
require('./client.cjs').install(invocation);
