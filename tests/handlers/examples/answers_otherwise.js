// The first answer wins: here it is not the promise's.
exports.mixed = async (event, context, callback) => {
  callback(null, event);
};
exports.both = async (event, context) => {
  if (!event.id) context.fail('no id');
};

exports.promise = (event, context) => fetchAll(event).then((all) => all.length);
exports.chain = (event, context) => {
  return new Promise((resolve) => setTimeout(resolve, 10));
};

exports.nothing = (event, context) => {
  setTimeout(() => console.log(event), 10);
};

exports.at_once = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  callback(null, event);
};

async function fetchAll(event) {
  return event.Records;
}
