'use strict';

const upper = (text) => Promise.resolve(text.toUpperCase());

// Returns the promise and answers by the callback as well; the callback comes first.
module.exports.handler = async (event) => {
  const loud = await upper(event.text);
  return { loud };
};
