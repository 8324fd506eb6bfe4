const read = require('./read');

exports.handler = (event, context, callback) => {
  read.handler({ id: event.key }, context, (err, page) => {
    if (err) return callback(err);
    callback(null, page.toUpperCase());
  });
};
