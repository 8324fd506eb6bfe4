// All methods are in one object, and one prototype is an instance of the other function.
const { Store, Shop } = require('./store');

exports.handler = async (event) => {
  new Store().save({ id: event.id });
  new Shop().save({ id: `${event.id}2` });
  return 'sold';
};
