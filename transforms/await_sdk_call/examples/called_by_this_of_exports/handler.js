// `this` is what the file exports where its functions are called as properties of that.
const x = require('./store');
exports.handler = async (event) => {
  x.both({ id: event.id });
};
