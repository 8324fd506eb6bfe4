exports.handler = (event, context) => {
  const { low, high } = event;
  if (low > high) {
    context.fail(new RangeError(low + ' > ' + high));
    console.log('swapped bounds from', event.client);
    return;
  }
  context.succeed((low + high) / 2);
  console.log('middle of', low, 'and', high);
};
