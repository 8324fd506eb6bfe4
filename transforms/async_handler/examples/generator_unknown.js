const co = require('co');
const store = require('some-store');

// A list of promises, perhaps: `co` waits for each.
exports.handler = co.wrap(function* (event, context, callback) {
  const found = yield store.find(event.ids);
  callback(null, found);
});
