// The answer does not wait for the line.
exports.handler = async (event) => {
  console.log('begin', event.id);
  setTimeout(() => {
    console.log('later', event.id);
  }, 30);
  return { id: event.id };
};
