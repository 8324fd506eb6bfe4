const crypto = require('crypto');

exports.handler = async (event) => {
  crypto.randomBytes(16, (err, salt) => {
    if (err) {
      console.log('no salt', err);
      return;
    }
    crypto.pbkdf2(`${event.password}`, salt, 1000, 32, 'sha512', (err, hash) => {
      if (err) {
        console.log('no hash', err);
        return;
      }
      console.log(event.user, salt.length, hash.length);
    });
  });
};
