const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

async function seed() {
  await knex('users').insert({ name: 'Ada' });
  await knex.destroy();
}

if (require.main === module) {
  seed();
}

module.exports = { seed };
