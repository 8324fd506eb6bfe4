const Knex = require('knex');

exports.handler = async (event) => {
  const knex = Knex({ client: 'pg', connection: process.env.DATABASE_URL });
  try {
    return await knex('users').pluck('name');
  } finally {
    await knex.destroy();
  }
};
