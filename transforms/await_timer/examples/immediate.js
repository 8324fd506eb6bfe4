exports.handler = async (event) => {
  setImmediate(() => console.log('in the next turn', event.id));
};
