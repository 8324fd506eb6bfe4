// after, node20, event 0: after the answer
const legacy = require('./legacy');

exports.handler = async (event) => {
  return await legacy.reserve(event.table, event.guests, (err, result) => {
    if (err != null) throw err;
    return result;
  });
};
