// Where the flag is no statement, it stays, and so does the context.
exports.handler = (event, context, callback) => {
  if (event.quick) context.callbackWaitsForEmptyEventLoop = false;
  else console.log('slow', event.id);
  callback(null, event.id);
};
