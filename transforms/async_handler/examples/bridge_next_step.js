const { parseString } = require('xml2js');

// Somebody else goes on where this path ends: nothing may be answered there.
exports.handler = (event, context, callback) => {
  const steps = [
    (next) => parseString(event.first, (err, result) => {
      if (err) return callback(err);
      next(result);
    }),
    (next) => parseString(event.second, (err, result) => {
      if (err) return callback(err);
      callback(null, result);
    }),
  ];
  const run = () => {
    const step = steps.shift();
    step(run);
  };
  run();
};
