const co = require('co');

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.handler = co.wrap(function // waits for a while
* (event, context, callback) {
  yield pause(5);
  callback(null, event.id);
});

exports.named = co.wrap(function /* waits, too */ * named(event, context, callback) {
  yield pause(5);
  callback(null, event.id);
});
