// better-sqlite3 has to be compiled; libsql has its interface and comes built.
'use strict';
const Module = require('node:module');

const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveFilename(request, ...rest) {
  return request === 'better-sqlite3' ? require.resolve('libsql') : resolve.call(this, request, ...rest);
};
