// An instance in a `Map` may be called by whoever gets the `Map`.
const Store = require('./store');
const m = new Map();
m.set('a', new Store());
exports.handler = async (event) => {
  m.get('a').save({ id: event.id });
};
