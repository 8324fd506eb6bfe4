const fs = require('fs');
const zlib = require('zlib');

exports.handler = async (event) => {
  if (event.remove)
    fs.unlink('/tmp/leakfix-nothing-there', (err) => { if (err) console.log('nothing to remove'); });
  else
    zlib.gzip('text', (err, data) => { if (err) throw err; console.log(data.length > 3); });
};
