// The function is in another package of the workspace.
const { save } = require('../store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
