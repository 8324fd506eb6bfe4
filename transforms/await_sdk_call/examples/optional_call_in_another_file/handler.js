// `?.` gives nothing to wait for, or a promise.
const x = require('./store');
exports.handler = async (event) => {
  x?.save({ id: event.id });
  x.save?.({ id: event.id });
};
