'use strict';

const https = require('https');

const head = (host) => new Promise((resolve, reject) => {
  https.get({ host, path: '/status' }, (res) => {
    res.resume();
    res.on('end', () => resolve(res.statusCode));
  }).on('error', reject);
});

module.exports.handler = async (event) => {
  let status;
  try {
    status = await head(event.host);
  } catch {
    return { up: false };
  }
  if (event.strict && status !== 204) throw new Error(`status ${status}`);
  return { up: status < 500 };
};
