'use strict';

exports.handler = async () => {
  const { mkdtemp } = require('fs');
  mkdtemp('/tmp/leakfix-', (err, directory) => {
    if (err) throw err;
    console.log(directory.startsWith('/tmp/leakfix-'));
  });
};
