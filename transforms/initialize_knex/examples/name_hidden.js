const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

const query = (table) => knex(table).select();

const close = () => knex.destroy();

exports.handler = async (event, { knex }) => {
  const rows = await query('users');
  await close();
  return [rows, knex];
};
