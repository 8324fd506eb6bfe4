'use strict';

// What every function of this service is wrapped in.
const withErrors = (handler) => async (event, context) => {
  try {
    return await handler(event, context);
  } catch (err) {
    console.error('failed:', err && err.message);
    throw err;
  }
};

exports.handler = withErrors(async (event, context, callback) => {
  if (event.count < 0) throw new RangeError('count ' + event.count);
  return { count: event.count + 1 };
});
