const { notify } = require('./lib/notify');

exports.handler = async (event) => {
  if (event.total > 100) {
    notify(`${event.total} orders`);
  }
  return { total: event.total };
};
