'use strict';

const noop = () => {};

// Has two parameters as far as `length` tells; on nodejs24.x nobody passes a callback.
exports.handler = async (event) => {
  if (event.value === undefined) {
    throw new Error('no value');
  } else {
    return event.value * 2;
  }
};
