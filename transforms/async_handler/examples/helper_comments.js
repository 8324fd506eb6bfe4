function respond(/* how it is told */ callback, /* the code */ statusCode, body) {
  // No body, no type.
  return callback(null, { statusCode, body }); // told
}
exports.handler = (event, context, callback /* by Lambda */) => {
  if (!event.id) {
    respond(callback /* first */, 400, 'no id'); // early
    return;
  }
  respond(
    // to whom
    callback,
    200,
    'ok',
  );
};
