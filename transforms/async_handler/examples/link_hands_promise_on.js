const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const finish = (id, callback) => {
  pause(5).then(() => {
    console.log('finished', id);
    callback(null, id);
  });
};

// A link that is not async hands the promise on.
exports.handler = (event, context, callback) => {
  pause(1)
    .then(() => {
      if (event.skip) {
        callback(null, 'skipped');
        return;
      }
      finish(event.id, callback);
    })
    .catch(callback);
};
