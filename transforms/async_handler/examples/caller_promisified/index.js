exports.handler = (event, context, callback) => {
  if (!event.text) return callback(new Error('nothing to say'));
  callback(null, event.text.toUpperCase());
};
