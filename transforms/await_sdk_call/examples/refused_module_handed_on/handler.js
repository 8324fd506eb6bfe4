// Another file hands the whole module on: who calls it then cannot be seen.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.id });
  return 'saved';
};
