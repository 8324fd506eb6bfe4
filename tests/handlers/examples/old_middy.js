const middy = require('middy');
const co = require('co');

// What middy 0.x makes has three parameters; what co makes has none.
module.exports.handler = middy(co.wrap(function* (event, context, cb) {
  cb(null, yield Promise.resolve(event));
}));

module.exports.lambdaHandler = co.wrap(function* (event) {
  return yield Promise.resolve(event);
});
