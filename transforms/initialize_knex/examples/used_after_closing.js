const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

const log = (text) => knex('log').insert({ text });

exports.handler = async (event) => {
  const names = await knex('users').pluck('name');
  await knex.destroy();
  await log('done');
  return names;
};
