// Their functions stand in other files; each is one handler.
exports.handler = require('./save').handler;

const { remove } = require('./remove');
exports.remove = remove;

// Nothing in its own file says that it is a handler: this name does.
exports.lambdaHandler = require('./plain').run;
