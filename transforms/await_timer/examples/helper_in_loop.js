// A function with a timer per item.
const remindOf = (id) => {
  setTimeout(() => console.log('reminder', id), 20);
};

exports.handler = async (event) => {
  for (const id of event.ids) remindOf(id);
  return event.ids.length;
};
