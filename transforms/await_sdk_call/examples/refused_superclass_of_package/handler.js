// The class extends one of a package, which may call its methods.
const Store = require('./store');

const store = new Store();

exports.handler = async (event) => {
  store.save({ id: event.id });
};
