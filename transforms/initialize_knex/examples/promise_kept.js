const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

const closings = {};

exports.handler = async (event) => {
  const names = await knex('users').pluck('name');
  closings.last = knex.destroy();
  return names;
};
