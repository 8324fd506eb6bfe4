const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

module.exports = knex;
