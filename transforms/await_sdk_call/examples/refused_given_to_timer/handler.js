// Another file gives the function to a timer, which does not wait.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
