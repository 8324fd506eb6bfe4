// Comments behind the last line of a callback and behind the call: none becomes a part of the other.
exports.handler = async (event) => {
  setTimeout(() => {
    console.log('later', event.id); // the last line
  }, 4); // milliseconds
  return 'ok';
};
