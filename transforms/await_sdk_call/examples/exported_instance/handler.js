// What the file exports is an instance.
const { store } = require('./stores');

exports.handler = async (event) => {
  store.save({ id: event.id });
  return 'kept';
};
