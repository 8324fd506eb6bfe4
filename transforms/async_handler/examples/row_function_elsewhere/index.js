const legacy = require('./legacy');

exports.handler = (event, context, callback) => {
  legacy.reserve(event.table, event.guests, callback);
};
