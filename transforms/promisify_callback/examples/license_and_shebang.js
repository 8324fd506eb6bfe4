#!/usr/bin/env node
/*!
 * Copyright the authors of this example.
 */

/** Removes a file. */
exports.handler = async () => {
  require('fs').unlink('/tmp/leakfix-nothing-to-remove', (err) => {
    console.log(err ? err.code : 'removed');
  });
};
