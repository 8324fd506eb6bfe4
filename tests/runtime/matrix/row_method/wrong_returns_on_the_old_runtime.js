// after, node20, event 0: the answer is
'use strict';

// `this` is not the controller when Lambda calls the method, so nothing here asks for it.
class Tickets {
  handler(event) {
    if (!event.seat) {
      throw 'no seat';
    }
    return { seat: event.seat, row: event.seat.charCodeAt(0) - 64 };
  }
}

module.exports = new Tickets();
