// Tests that replace the function, or look whether it was called, need nothing.
const store = require('./store');

exports.handler = async (event) => {
  store.save({ id: event.id });
  return 'saved';
};
