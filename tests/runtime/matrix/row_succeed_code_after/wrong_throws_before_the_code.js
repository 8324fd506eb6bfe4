// after, node20, event 1: the effects differ
exports.handler = async (event) => {
  const { low, high } = event;
  if (low > high) {
    throw new RangeError(low + ' > ' + high);
  }
  const result = (low + high) / 2;
  console.log('middle of', low, 'and', high);
  return result;
};
