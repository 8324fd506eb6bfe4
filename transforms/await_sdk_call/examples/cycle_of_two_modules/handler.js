// Two files that import each other, and a function that comes back to itself.
const { visit } = require('./visit');

exports.handler = async (event) => {
  visit({ id: event.id, stops: event.stops });
  return 'on the way';
};
