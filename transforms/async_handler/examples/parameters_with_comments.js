exports.handler = function (
  event, // the event
  context, // eslint-disable-line no-unused-vars
  callback, // eslint-disable-line no-unused-vars
) {
  callback(null, event.text);
};

exports.lintedWithoutComma = function (
  event, // the event
  context, // eslint-disable-line no-unused-vars
  callback // eslint-disable-line no-unused-vars
) {
  callback(null, event.text);
};

exports.kept = function (
  event, // the event
  context, // of no use
  callback, // answers
) {
  callback(null, event.text);
};

exports.above = function (
  event, // the event
  context, // the context
  // what answers
  callback
) {
  callback(null, context.functionVersion + event.text);
};

exports.inLine = function (event, /* the context */ context, callback /* answers */) {
  callback(null, event.text);
};
