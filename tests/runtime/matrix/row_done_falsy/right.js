// What the meter says goes straight to `done`: 0 and '' are errors, null and nothing are none.
exports.handler = async (event) => {
  const { fault, value } = event.meter;
  if (fault != null) throw fault;
  return value;
};
