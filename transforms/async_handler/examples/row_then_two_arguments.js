'use strict';

const https = require('https');

const head = (host) => new Promise((resolve, reject) => {
  https.get({ host, path: '/status' }, (res) => {
    res.resume();
    res.on('end', () => resolve(res.statusCode));
  }).on('error', reject);
});

module.exports.handler = (event, context, callback) => {
  head(event.host).then((status) => {
    if (event.strict && status !== 204) throw new Error(`status ${status}`);
    callback(null, { up: status < 500 });
  }, () => callback(null, { up: false }));
};
