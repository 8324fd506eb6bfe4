const dns = require('dns');

exports.handler = async () => {
  dns.lookup('localhost', { all: true }, (err, addresses) => {
    if (err) throw err;
    console.log(addresses.length > 0);
  });
};
