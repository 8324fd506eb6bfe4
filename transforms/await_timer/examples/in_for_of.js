// All of the timers run at the same time.
exports.handler = async (event) => {
  for (const name of event.names) {
    setTimeout(() => console.log('hello', name), 20);
  }
  return event.names.length;
};
