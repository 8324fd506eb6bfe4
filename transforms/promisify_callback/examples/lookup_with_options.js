const dns = require('dns');

exports.handler = async (event) => {
  dns.lookup('localhost', event.options, (err, address, family) => {
    if (err) throw err;
    console.log(address, family);
  });
};
