const { keep } = require('./store');

exports.handler = async (event) => {
  keep(event.id);
  return { kept: event.id };
};
