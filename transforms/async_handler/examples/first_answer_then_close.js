const knex = require('knex');

exports.handler = (event, context, callback) => {
  const db = knex({ client: process.env.DATABASE_CLIENT, connection: process.env.DATABASE_URL, useNullAsDefault: true });
  db('guests').where({ id: event.id }).first().then((guest) => {
    callback(null, guest || null);
    db.destroy();
  }, (err) => {
    callback(err);
    db.destroy();
  });
};
