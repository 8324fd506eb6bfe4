const crypto = require('crypto');

function computeHash(password, salt, fn) {
  const length = 16;
  if (salt) {
    crypto.pbkdf2(password, salt, 100, length, 'sha1', (err, key) => {
      if (err) return fn(err);
      fn(null, salt, key.toString('hex'));
    });
  } else {
    // a fixed one, so that the example has one answer
    computeHash(password, 'c2FsdA==', fn);
  }
}

exports.handler = (event, context) => {
  computeHash(event.password, event.salt, (err, salt, hash) => {
    if (err) {
      context.fail('Error in hash: ' + err);
      return;
    }
    context.succeed({ salt, hash });
  });
};
