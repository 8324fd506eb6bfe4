// after, node20, event 0: the answer is
'use strict';

const stock = { apple: 12, pear: 0 };

exports.handler = async (event) => {
  const left = stock[event.sku];
  if (left === undefined) {
    throw new Error(new Error(`unknown article ${event.sku}`));
  }
  if (left < event.amount) {
    throw new RangeError(`only ${left} left`);
  }
  return { left: left - event.amount };
};
