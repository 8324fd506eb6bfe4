// A test takes `done`: it cannot return a promise as well.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
