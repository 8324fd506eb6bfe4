// Sends every request that would leave this machine to the stub, over plain HTTP, with the host it was meant for in a
// header. The example's source stays as it is, whichever client it uses (http, https, fetch, either AWS SDK).
'use strict';
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');

const port = Number(process.env.LEAKFIX_STUB_PORT);
const agent = new http.Agent({ keepAlive: true });
const plainRequest = http.request;
const isLocal = (host) => /^(127\.|localhost$|\[?::1\]?$)/.test(host);

function redirect(scheme) {
  return function request(...args) {
    const { options, callback } = read(args);
    const host = String(options.hostname || options.host || 'localhost').replace(/:\d+$/, '');
    if (scheme === 'http' && isLocal(host)) return plainRequest.apply(this, args);
    return plainRequest.call(this, toStub(options, `${scheme}://${host}`), callback);
  };
}

// request(url[, options][, callback]) or request(options[, callback])
function read(args) {
  const callback = args.find((argument) => typeof argument === 'function');
  const [first, second] = args;
  if (typeof first !== 'string' && !(first instanceof URL)) return { options: first, callback };
  const url = new URL(first);
  const more = second && typeof second === 'object' ? second : {};
  return { options: { hostname: url.hostname, path: url.pathname + url.search, ...more }, callback };
}

function toStub(options, origin) {
  const { protocol, host, hostname, servername, socketPath, createConnection, ...kept } = options;
  const headers = Object.fromEntries(Object.entries(options.headers ?? {}));
  return { ...kept, protocol: 'http:', hostname: '127.0.0.1', port, agent, headers: { ...headers, 'x-leakfix-origin': origin } };
}

function getter(request) {
  return (...args) => {
    const sent = request(...args);
    sent.end();
    return sent;
  };
}

http.request = redirect('http');
https.request = redirect('https');
http.get = getter(http.request);
https.get = getter(https.request);
syncBuiltinESMExports();

const plainFetch = globalThis.fetch;
globalThis.fetch = function fetch(input, init) {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (isLocal(url.hostname)) return plainFetch(input, init);
  const headers = new Headers(request.headers);
  headers.set('x-leakfix-origin', url.origin);
  const { method, body, signal } = request;
  return plainFetch(`http://127.0.0.1:${port}${url.pathname}${url.search}`, { method, body, headers, signal, duplex: body ? 'half' : undefined });
};
