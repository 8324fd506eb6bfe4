#!/usr/bin/env node
// A CommonJS file is a function: it has `arguments`, and may return.
const { readFile: read, writeFile } = require('fs');
exports.handler = handler;
module.exports = { handler, read, write: writeFile, __filename };
function handler() {}
if (this === module.exports) return arguments;
