// after, node20, event 0: the effects differ
// Logs how long it took; waits for what the wrapped one returns, if it returns something to wait for.
const timed = (inner) => (event, context, callback) => {
  const answer = inner(event, context, callback);
  if (!answer || !answer.then) return answer;
  return answer.then((result) => {
    console.log('done', event.id);
    return result;
  });
};

exports.handler = timed(async (event) => {
  if (!event.id) throw 'no id';
  return { id: event.id };
});
