const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  const names = await knex('users').pluck('name');
  await new Promise((resolve) => knex.destroy(resolve));
  return names;
};
