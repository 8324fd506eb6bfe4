// The time that is left says when.
exports.handler = async (event, context) => {
  setTimeout(() => {
    console.log('about to end', event.id);
  }, context.getRemainingTimeInMillis() - 200);
  const [first] = event.items;
  return first;
};
