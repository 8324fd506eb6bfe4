// after, node20, event 0: the effects differ
exports.handler = async (event) => {
  const { low, high } = event;
  if (low > high) {
    const error = new RangeError(low + ' > ' + high);
    console.log('swapped bounds from', event.client);
    throw error;
  }
  return (low + high) / 2;
};
