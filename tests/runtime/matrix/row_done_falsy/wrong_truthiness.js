// after, node20, event 2: the answer is
// What the meter says goes straight to `done`: 0 and '' are errors, null and nothing are none.
exports.handler = async (event) => {
  const { fault, value } = event.meter;
  if (fault) throw fault;
  return value;
};
