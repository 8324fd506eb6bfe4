// What follows an answer still runs, and the `catch` never sees the error.
exports.handler = (event, context, callback) => {
  try {
    if (event.why) {
      callback(new Error(event.why));
      console.log('failed', event.id);
    } else {
      callback(event.error, event.id);
      console.log('done', event.id);
    }
  } catch (error) {
    console.log('never', error.message);
  }
};
