const crypto = require('crypto');

const KEY_LENGTH = 24;

exports.handler = async (event) => {
  if (event.long) {
    crypto.randomBytes(KEY_LENGTH, (err, key) => {
      if (err) throw err;
      console.log('long key of', key.length);
    });
  } else {
    crypto.randomBytes(8, (err, key) => {
      if (err) throw err;
      console.log('key of', key.length);
    });
  }
};
