const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  if (!knex.client.pool) knex.initialize();
  const names = await knex('users').pluck('name');
  knex.destroy();
  return names;
};
