// A script of CommonJS calls the function where no `await` may stand.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
