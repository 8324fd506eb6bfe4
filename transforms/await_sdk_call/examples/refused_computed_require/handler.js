// Which modules a file loads is known at run time only.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
