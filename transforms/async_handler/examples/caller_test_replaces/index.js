const { respond } = require('./respond');

exports.handler = (event, context, callback) => {
  console.log('asked for', event.path);
  respond({ path: event.path }, callback);
};
