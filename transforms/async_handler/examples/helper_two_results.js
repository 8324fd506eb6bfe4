const crypto = require('crypto');

// Calls back with two results: the seed that was taken, and the code that comes of it.
function couponCode(customer, seed, cb) {
  const length = 16;
  if (seed) {
    crypto.pbkdf2(customer, seed, 100, length, 'sha1', (err, bytes) => {
      if (err) return cb(err);
      cb(null, seed, bytes.toString('hex'));
    });
  } else {
    // a fixed one, so that the example has one answer
    couponCode(customer, 'spring', cb);
  }
}

exports.handler = (event, context) => {
  couponCode(event.customer, event.seed, (err, seed, code) => {
    if (err) {
      context.fail('no coupon: ' + err);
      return;
    }
    context.succeed({ seed, code });
  });
};
