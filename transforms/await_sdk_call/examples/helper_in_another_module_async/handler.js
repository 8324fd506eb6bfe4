// The function in the other file is async and awaited already: only its own file has to change.
const store = require('./store');

exports.handler = async (event) => {
  await store.save({ id: event.tent, beds: event.beds });
  return { statusCode: 201 };
};
