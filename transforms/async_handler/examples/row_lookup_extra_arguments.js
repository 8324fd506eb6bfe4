const dns = require('dns');

exports.handler = (event, context, callback) => {
  dns.lookup(event.host, { family: 4 }, callback);
};
