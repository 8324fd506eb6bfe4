exports.handler = (event, context, callback) => {
  if (!event.name) return callback('no name');
  callback(null, `Hello ${event.name}!`);
};

// It may answer nobody.
exports.second = (event, context, callback) => {
  if (event.name) callback(null, event.name);
};
