'use strict';

const crypto = require('crypto');

module.exports.handler = (event, context, callback) => {
  const { password, salt = 'none', rounds = 10 } = event;
  crypto.pbkdf2(password, salt, rounds, 16, 'sha512', (err, key) => {
    if (err) {
      return callback(err);
    }
    return callback(null, key.toString('hex'));
  });
};
