// Written for a gateway that passes more or less.
exports.handler = async function (event) {
  if (!event.items) {
    throw 'no items';
  }
  return event.items.length;
};
