// A test and a script that is no handler call the helper, too: they wait as well.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'sown';
};
