let knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async (event) => {
  if (event.database) {
    knex = require('knex')({ client: 'pg', connection: event.database });
  }
  const names = await knex('users').pluck('name');
  await knex.destroy();
  return names;
};
