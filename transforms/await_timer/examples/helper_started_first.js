// What follows the call of the function runs before the timer, and still does.
function remindOf(id) {
  setTimeout(() => console.log('reminder', id), 20);
}

exports.handler = async (event) => {
  remindOf(event.id);
  console.log('stored', event.id);
  return event.id;
};
