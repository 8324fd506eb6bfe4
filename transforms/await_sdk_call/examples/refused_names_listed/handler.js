// Another file goes through all that the module exports.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
