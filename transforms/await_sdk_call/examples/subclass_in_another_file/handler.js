// One subclass has the method from its superclass, one calls it by `super`, one by `this`.
const { Plain, Loud, Batch } = require('./kinds');

exports.handler = async (event) => {
  new Plain().save({ id: event.id });
  new Loud().save({ id: `${event.id}!` });
  new Batch().all([{ id: `${event.id}1` }, { id: `${event.id}2` }]);
  return 'saved';
};
