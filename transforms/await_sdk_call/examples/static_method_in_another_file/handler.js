// A static method, inherited by a subclass and called by `this` of another one.
const Store = require('./store');
class Sub extends Store {}
exports.handler = async (event) => {
  Sub.save({ id: event.id });
  Store.other(event);
};
