// after, node20, event 0: the answer is
const { promisify } = require('util');
const legacy = require('./legacy');

const reserve = promisify(legacy.reserve);

exports.handler = async (event) => {
  return await reserve(event.table, event.guests);
};
