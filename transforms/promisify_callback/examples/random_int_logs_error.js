const crypto = require('crypto');

exports.handler = async () => {
  crypto.randomInt(1, (err, n) => {
    if (err) throw err;
    console.log(err, n);
  });
};
