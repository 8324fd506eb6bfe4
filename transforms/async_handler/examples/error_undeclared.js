exports.handler = (event, context, callback) => {
  if (event.quick) {
    callback(null, 'quick');
    return;
  }
  callback(failure, event.id);
};
