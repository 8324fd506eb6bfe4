// The callback is not used; the flag is without effect in an async handler, and stays with its context.
exports.handler = async (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  return event.id;
};
