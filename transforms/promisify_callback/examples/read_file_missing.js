const fs = require('fs');

exports.handler = async (event) => {
  console.log('asked for', event.name);
  fs.readFile('/tmp/leakfix-there-is-no-such-file', 'utf8', (err, text) => {
    if (err) throw err;
    console.log(text);
  });
};
