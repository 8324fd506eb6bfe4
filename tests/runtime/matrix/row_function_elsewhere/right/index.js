const legacy = require('./legacy');

exports.handler = async (event) => {
  return await new Promise((resolve, reject) => {
    legacy.reserve(event.table, event.guests, (err, result) => (err != null ? reject(err) : resolve(result)));
  });
};
