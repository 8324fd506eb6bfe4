// after, node20, event 1: the answer is
// Errors that came over the wire: they look like errors, but are none.
exports.handler = async (event) => {
  const reply = event.reply;
  if (reply.failed) {
    throw new Error(reply.why);
  }
  return reply.value;
};
