exports.handler = (event, context, callback) => {
  callback(null, event.text.toUpperCase());
};
