const co = require('co');

// `warm` has it run by `co`, so it stays a generator.
function* load(id) {
  const found = yield Promise.resolve(id);
  if (found > 8) throw new RangeError('too far');
  return found * 2;
}

exports.warm = () => co(function* () {
  yield load(1);
});

exports.handler = co.wrap(function* (event, context, callback) {
  const [first, second] = yield [load(event.id), load(2)];
  const begun = load(3);
  callback(null, first + second + (yield begun) + (yield* load(4)));
});
