const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile('/tmp/leakfix-cache-that-is-not-there', 'utf8', (err, text) => {
    if (err && err.code !== 'ENOENT') {
      console.log('unreadable', err.code);
    }
    console.log(event.id, text || 'empty');
  });
};
