// The first answer counts, although it says nothing, and what follows it runs.
exports.handler = (event, context, callback) => {
  if (event.early) {
    callback();
    console.log('early', event.id);
  } else if (event.twice) {
    callback();
    callback(null, 'too late');
    console.log('twice', event.id);
  } else if (event.line) { callback(); console.log('line', event.id); }
  callback(null, event.id);
};
