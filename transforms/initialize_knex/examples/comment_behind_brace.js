const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async (event) => { // users by name

  const names = await knex('users').pluck('name');
  await knex.destroy();

  return names;
};
