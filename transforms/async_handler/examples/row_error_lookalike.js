// Errors that came over the wire: they look like errors, but are none.
exports.handler = (event, context, callback) => {
  const reply = event.reply;
  if (reply.failed) {
    return callback({ name: 'RemoteError', message: reply.why, stack: 'RemoteError: ' + reply.why });
  }
  callback(null, reply.value);
};
