// Text or number: `timers/promises` would refuse a text.
exports.handler = async (event) => {
  setTimeout(() => console.log('waited', event.delay), event.delay);
};
