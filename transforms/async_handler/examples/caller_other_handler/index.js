const { handler: read } = require('./read');

// The old address of the same function.
exports.handler = (event, context, callback) => {
  console.warn('deprecated:', event.path);
  read({ id: event.path.split('/').pop() }, context, callback);
};
