// A handler that another file calls as a function: the caller has to wait, too.
const { handler: single } = require('./single');

exports.handler = async (event) => {
  single({ id: event.id });
  return 'all';
};
