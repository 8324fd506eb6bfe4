const config = require('./config');

// It has been forgotten to import `computeHash`: the call throws.
exports.handler = (event, context) => {
  computeHash(event.password, config.salt, (err, hash) => {
    if (err) {
      context.fail(`Error in hash: ${err}`);
    } else {
      context.succeed({ hash });
    }
  });
};
