// The function with the call is imported from another file, and called without waiting.
const { save } = require('./store');

exports.handler = async (event) => {
  save({ id: event.bike, gears: event.gears });
  return { statusCode: 201 };
};
