const Knex = require('knex');

function connect() {
  return Knex({ client: 'pg', connection: process.env.DATABASE_URL });
}

const knex = connect();

exports.handler = async (event) => {
  const names = await knex('users').pluck('name');
  await knex.destroy();
  return names;
};
