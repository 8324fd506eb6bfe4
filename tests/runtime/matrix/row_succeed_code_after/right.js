exports.handler = async (event) => {
  const { low, high } = event;
  if (low > high) {
    const error = new RangeError(low + ' > ' + high);
    console.log('swapped bounds from', event.client);
    throw error;
  }
  const result = (low + high) / 2;
  console.log('middle of', low, 'and', high);
  return result;
};
