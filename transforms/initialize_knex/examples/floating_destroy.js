const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  const rows = await knex('users').select('name').orderBy('name');
  knex.destroy();
  console.log('found', rows.length);
  return rows.map((row) => row.name);
};
