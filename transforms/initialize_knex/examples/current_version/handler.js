const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  const rows = await knex('users').select('name').orderBy('name');
  await knex.destroy();
  return rows.map((row) => row.name);
};
