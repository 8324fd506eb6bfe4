'use strict';

const stock = { apple: 12, pear: 0 };

exports.handler = (event, context, callback) => {
  const left = stock[event.sku];
  if (left === undefined) {
    return callback(new Error(`unknown article ${event.sku}`));
  }
  if (left < event.amount) {
    return callback(new RangeError(`only ${left} left`), { left });
  }
  callback(null, { left: left - event.amount });
};
