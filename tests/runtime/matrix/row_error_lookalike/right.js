// Errors that came over the wire: they look like errors, but are none.
exports.handler = async (event) => {
  const reply = event.reply;
  if (reply.failed) {
    throw { name: 'RemoteError', message: reply.why, stack: 'RemoteError: ' + reply.why };
  }
  return reply.value;
};
