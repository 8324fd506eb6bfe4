// Stands in for the runtime client's compiled HTTP addon, so that no compiler is needed to install it. Like the addon,
// done() and error() block the thread until the answer is acknowledged; the oracle acknowledges it after the thaw.
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const Module = require('node:module');
const path = require('node:path');

const POSTS = 4;
const ACKNOWLEDGED = 5;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function install(invocation) {
  const client = {
    next: async () => {
      invocation.ended();
      const event = await get('/2018-06-01/runtime/invocation/next');
      invocation.began();
      return event;
    },
    done: (id, body) => {
      invocation.ended();
      return post('response', id, body);
    },
    error: (id, body) => {
      invocation.ended();
      return post('error', id, body);
    },
  };
  const loadAddon = Module._extensions['.node'];
  Module._extensions['.node'] = (module, file) => {
    if (path.basename(file) === 'rapid-client.node') module.exports = client;
    else loadAddon(module, file);
  };
}

function get(url) {
  const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
  return new Promise((resolve, reject) => {
    http.get({ hostname, port, path: url, agent }, (response) => {
      let bodyJson = '';
      response.setEncoding('utf8').on('data', (text) => { bodyJson += text; });
      response.on('end', () => resolve({ bodyJson, headers: response.headers }));
    }).on('error', reject);
  });
}

function post(kind, id, body) {
  if (typeof id !== 'string' || typeof body !== 'string') throw new TypeError('Wrong arguments');
  const message = Buffer.from(`${JSON.stringify({ kind, id: decodeURIComponent(id), body })}\n`);
  for (let sent = 0; sent < message.length;) sent += retry(() => fs.writeSync(POSTS, message, sent));
  retry(() => fs.readSync(ACKNOWLEDGED, Buffer.alloc(1), 0, 1));
  return null;
}

// The pipes do not block by themselves: asked too early, they say EAGAIN.
function retry(operation) {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

module.exports = { install };
