'use strict';

const upper = (text) => Promise.resolve(text.toUpperCase());

// Returns the promise and answers by the callback as well; the callback comes first.
module.exports.handler = (event, context, callback) => upper(event.text).then((loud) => {
  callback(null, { loud });
  return { shout: `${loud}!` };
});
