// after, node20, event 0: the answer is
const dns = require('dns');

exports.handler = async (event) => {
  return await require('util').promisify(dns.lookup)(event.host, { family: 4 });
};
