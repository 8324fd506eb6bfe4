const all = require('./index');
exports.handler = async (event) => {
  all.save({ id: event.id });
};
