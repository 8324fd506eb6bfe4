// What follows the timer runs before its callback, and still does.
exports.handler = async (event) => {
  let state = 'new';
  setTimeout(() => {
    console.log('in the end', event.id, state);
  }, 20);
  state = 'sent';
  console.log('first', event.id);
  return state;
};
