const Knex = require('knex');

let knex;

function database() {
  if (!knex) {
    knex = Knex({ client: 'pg', connection: process.env.DATABASE_URL });
  }
  return knex;
}

exports.handler = async (event) => {
  const names = await database()('users').pluck('name');
  await database().destroy();
  return names;
};
