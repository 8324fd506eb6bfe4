const knex = require('knex')({ client: process.env.DATABASE_CLIENT, connection: process.env.DATABASE_URL, useNullAsDefault: true });

exports.handler = async () => {
  const names = await knex('users').pluck('name');
  await knex.destroy();
  return names;
};
