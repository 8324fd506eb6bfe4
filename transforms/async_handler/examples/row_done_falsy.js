// What the meter says goes straight to `done`: 0 and '' are errors, null and nothing are none.
exports.handler = (event, context) => {
  const { fault, value } = event.meter;
  context.done(fault, value);
};
