// The scanner at the gate says `false` for a closed gate, 0 for an empty ticket, '' for one it cannot read.
function scan(ticket, done) {
  setImmediate(() => {
    if (ticket.gate === 'closed') return done(false, { gate: ticket.gate });
    if (ticket.rides === 0) return done(0);
    if (!ticket.code) return done('', { code: ticket.code });
    done(undefined, { rides: ticket.rides - 1 });
  });
}

exports.handler = (event, context, cb) => {
  scan(event, (problem, ticket) => cb(problem, ticket));
};
