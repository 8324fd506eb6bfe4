const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

async function attempt(times) {
  try {
    return await knex('users').pluck('name');
  } catch (error) {
    if (times === 0) throw error;
    return attempt(times - 1);
  } finally {
    await knex.destroy();
  }
}

exports.handler = async (event) => attempt(3);
