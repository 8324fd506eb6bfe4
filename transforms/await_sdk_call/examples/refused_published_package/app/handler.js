// Users of the package may call the function.
const { save } = require('../lib/index');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
