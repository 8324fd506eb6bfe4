const Knex = require('knex');

let knex;

exports.handler = async (event) => {
  knex = knex || Knex({ client: 'pg', connection: process.env.DATABASE_URL });
  const names = await knex('users').pluck('name');
  await knex.destroy();
  knex = null;
  return names;
};
