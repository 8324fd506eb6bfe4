const { save } = require('./store');
exports.handler = async (event) => {
  save({ id: event.id });
  return 1;
};
