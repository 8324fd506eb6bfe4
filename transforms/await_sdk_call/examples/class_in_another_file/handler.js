// An instance of a class of another file, in a variable, in a field and on the spot.
const { Store } = require('./store');
const Registry = require('./registry');

const registry = new Registry('north');

exports.handler = async (event) => {
  registry.enter(event.id);
  if (event.twice) {
    new Store('south').save({ id: event.id });
  }
  return 'entered';
};
