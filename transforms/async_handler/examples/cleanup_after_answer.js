const knex = require('knex');

// The connection is closed behind the answer; that it may fail was never of interest.
exports.handler = (event, context, callback) => {
  const db = knex({ client: process.env.DATABASE_CLIENT, connection: process.env.DATABASE_URL, useNullAsDefault: true });
  db.raw(event.broken ? 'select * from nowhere_at_all' : 'select 1 as one').asCallback((err) => {
    if (err) {
      callback('query failed');
    } else {
      callback(null, 'up');
    }
    db.destroy(() => console.log('closed'));
  });
};
