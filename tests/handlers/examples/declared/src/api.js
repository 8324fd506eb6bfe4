const { Resize } = require('./resize');

// Nobody would take these for handlers.
exports.api = {
  v1: { get: async (input) => input, put: (input, invocation, done) => done(null, input) },
};
exports.resize = new Resize();

// This one looks like a handler; where deployment files speak of the folder, it is none.
exports.handler = async (event, context) => event;
