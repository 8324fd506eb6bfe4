exports.named = (event, context, done) => done(null, event);
exports.defaulted = (event, context, callback = console.log) => callback(null, event);
exports.handler = function (event, context) {
  setTimeout(() => arguments[2](null, event), 10);
};
exports.lambdaHandler = (...args) => args[2](null, args[0]);
exports.taken_apart = (event, ...[context, callback]) => callback(null, event);
exports.list = (event, context, ...others) => {
  const [callback] = others;
  callback(null, event);
};

// It has the parameter and never uses it.
exports.unused = (event, context, callback) => console.log(event);
// Another function's argument.
exports.other = (event, context) => [1, 2].map(function () { return arguments[2]; });
