const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async (event) => {
  const names = await knex('users').pluck('name');
  void knex.destroy();
  return names;
};
