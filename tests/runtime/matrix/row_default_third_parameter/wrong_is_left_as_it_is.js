// after, node24, event 0: the answer is
'use strict';

const noop = () => {};

// Has two parameters as far as `length` tells; on nodejs24.x nobody passes a callback.
exports.handler = (event, context, callback = noop) => {
  if (event.value === undefined) {
    callback(new Error('no value'));
  } else {
    callback(null, event.value * 2);
  }
};
