const wrap = require('./wrap');

exports.handler = wrap(async (event) => event.body);

exports.list = wrap(list);

async function list(event, context) {
  return event.queryStringParameters;
}
