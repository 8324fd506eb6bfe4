// Timers of functions that are called side by side: one after another would take longer, in another order.
function remindOf(id, delay) {
  setTimeout(() => console.log('reminder', id), delay);
}

exports.handler = async (event) => {
  remindOf(event.id, 40);
  remindOf(event.other, 20);
};
