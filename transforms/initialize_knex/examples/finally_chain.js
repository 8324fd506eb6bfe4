const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

const users = () => knex('users').pluck('name');

exports.handler = async () => users().finally(() => {
  knex.destroy();
});
