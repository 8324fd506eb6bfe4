// after, node20, event 1: the answer is
const legacy = require('./legacy');

exports.handler = async (event) => {
  return await new Promise((resolve, reject) => {
    legacy.reserve(event.table, event.guests, (err, result) => (err != null ? reject(new Error(err)) : resolve(result)));
  });
};
