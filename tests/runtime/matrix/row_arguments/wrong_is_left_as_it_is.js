// after, node24, event 0: the answer is
// Written for a gateway that passes more or less.
exports.handler = function (event, context) {
  var callback = arguments[2];
  if (!event.items) {
    callback('no items');
    return;
  }
  callback(null, event.items.length);
};
