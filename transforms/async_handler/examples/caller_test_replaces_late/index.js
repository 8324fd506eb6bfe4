const { load } = require('./store');

exports.handler = (event, context, callback) => {
  load(event.id, (err, page) => {
    if (err) return callback(err);
    callback(null, page ? page.text : null);
  });
};
