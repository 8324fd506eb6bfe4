// What follows an answer still runs, and the `catch` never sees the error.
exports.failing = (event, context, callback) => {
  try {
    callback(new Error(event.why));
    console.log('after', event.id);
  } catch (error) {
    console.log('never', error.message);
  }
};

exports.either = (event, context, callback) => {
  try {
    callback(event.error, event.id);
    console.log('after', event.id);
  } catch (error) {
    console.log('never', error.message);
  }
};
