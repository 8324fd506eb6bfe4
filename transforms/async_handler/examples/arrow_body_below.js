// The body stands below its arrow; braces stand behind it.
exports.handler = (event, context, callback) =>
  event.text ? callback(null, event.text) : callback(new Error('no text'));

exports.fails = (event, context, callback) =>
  callback(new Error('[401] Unauthorized'));

exports.commented = (event, context, callback) =>
  // nobody may
  callback(new Error('[401] Unauthorized'));
