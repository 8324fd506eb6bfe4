'use strict';

// `this` is not the controller when Lambda calls the method, so nothing here asks for it.
class Tickets {
  handler(event, context, callback) {
    if (!event.seat) {
      callback('no seat');
      return;
    }
    callback(null, { seat: event.seat, row: event.seat.charCodeAt(0) - 64 });
  }
}

module.exports = new Tickets();
