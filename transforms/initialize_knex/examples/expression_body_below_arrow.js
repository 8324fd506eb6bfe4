const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async (event) =>
  knex('users')
    .where({ team: event.team })
    // whatever comes out
    .finally(() => knex.destroy());
