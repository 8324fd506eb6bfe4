const { create } = require('./create');
const { remove } = require('./remove');

exports.handler = (event, context, callback) => {
  switch (event.action) {
    case 'create':
      return create(event, context, callback);
    case 'remove':
      remove(event, context, callback);
      break;
    default:
      callback(new Error(`no such action: ${event.action}`));
  }
};
