'use strict';

class Counter {
  constructor() {
    this.count = 0;
  }

  handler(event, context, callback) {
    this.count += event.by || 1;
    if (this.count > 5) {
      this.count = 0;
      return callback(new RangeError('too many'));
    }
    callback(null, { count: this.count });
  }
}

const counter = new Counter();
module.exports.handler = counter.handler.bind(counter);
