function counted(inner) {
  let calls = 0;
  return function () {
    calls += 1;
    console.log('call', calls);
    return inner.apply(this, arguments);
  };
}

const measured = (inner) => (...args) => inner(...args);

exports.handler = counted(measured((event, context, callback) => {
  if (event.size > 3) {
    callback(new RangeError('too big'));
    return;
  }
  callback(null, event.size + 1);
}));
