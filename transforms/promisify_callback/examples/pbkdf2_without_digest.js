const crypto = require('crypto');

exports.handler = async () => {
  crypto.pbkdf2('password', 'salt', 1000, 64, (err, key) => {
    if (err) console.log('no key');
    else console.log(key.length);
  });
};
