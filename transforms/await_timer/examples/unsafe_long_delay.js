// The handler would answer a minute later.
exports.handler = async (event) => {
  setTimeout(() => console.log('a minute later', event.id), 60 * 1000);
  return event.id;
};
