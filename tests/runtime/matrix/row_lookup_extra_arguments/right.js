const dns = require('dns');

exports.handler = async (event) => {
  const { address } = await dns.promises.lookup(event.host, { family: 4 });
  return address;
};
