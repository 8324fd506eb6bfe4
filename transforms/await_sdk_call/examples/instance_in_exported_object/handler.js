// The instance is a property of an object that is passed to a function of another file.
const deps = require('./deps');
const run = require('./run');
exports.handler = async (event) => {
  await run(deps, event);
};
