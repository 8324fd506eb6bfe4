'use strict';

const zlib = require('zlib');
const fs = require('fs');

exports.handler = async (event) => {
  const text = JSON.stringify(event);
  zlib.gzip(text, { level: 9 }, (err, packed) => {
    if (err) console.log('not zipped');
    else console.log('zipped', packed.length > 10);
  });
  zlib.deflate(text, (err, packed) => {
    if (err) console.log('not deflated');
    else console.log('deflated', packed.length > 10);
  });
  fs.writeFile('/tmp/leakfix-neighbours', text, (err) => {
    if (err) console.log('not written');
    else console.log('written');
  });
};
