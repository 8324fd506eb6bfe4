// The first answer counts; the others and the ways out behind them are dead.
exports.handler = (event, context, callback) => {
  if (!event.text) {
    callback('no text');
    callback(null, 'none');
    return;
  }
  switch (event.text) {
    case 'done':
      context.done(null, 'done');
      context.succeed('succeeded');
      break;
    case 'parts':
      callback(null, 'parts');
      // What follows was never an answer.
      callback(null, { text: event.text });
      break;
    default:
      callback(null, { text: event.text });
      context.succeed(event.text);
  }
};
