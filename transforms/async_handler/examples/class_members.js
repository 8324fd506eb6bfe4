'use strict';

function Old(limit) {
  this.limit = limit;
}
Old.prototype.handle = function (event, context, callback) {
  this.limit -= 1;
  callback(null, this.limit);
};

class Api {
  limit = 3;

  handler = (event, context, callback) => {
    if (event.n > this.limit) return callback('too many');
    callback(null, this.limit - event.n);
  };
}

const old = new Old(5);
const api = new Api();

module.exports.handler = api.handler;
module.exports.old = old.handle.bind(old);
