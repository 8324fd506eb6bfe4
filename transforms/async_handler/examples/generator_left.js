const co = require('co');

// It would get no callback any more.
const answer = co.wrap(function* (event, context, callback) {
  callback(null, yield Promise.resolve(event.id));
});
exports.handler = answer;
exports.locally = () => answer({ id: 1 }, {}, (err, data) => console.log(err || data));

// What runs it is not seen from here.
const wrap = (generator) => co.wrap(generator);
exports.second = wrap(function* (event, context, callback) {
  callback(null, yield Promise.resolve(event.id));
});

exports.third = co.wrap(/* for `co` */ function* (event, context, callback) {
  callback(null, yield Promise.resolve(event.id));
});

exports.fourth = co.wrap(function* (event, context, callback) {
  const found = yield { id: Promise.resolve(event.id) };
  callback(null, found.id);
});
