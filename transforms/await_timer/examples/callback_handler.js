// The event loop waits for this one, as long as the handler is not async.
exports.handler = (event, context, callback) => {
  setTimeout(() => console.log('later', event.id), 20);
  callback(null, 'ok');
};
