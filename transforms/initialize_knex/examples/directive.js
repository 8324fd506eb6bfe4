var knex = require('knex')({ client: process.env.DATABASE_CLIENT, connection: process.env.DATABASE_URL, useNullAsDefault: true });

exports.handler = async function (event) {
  "use strict"; // as in all our handlers

  // newest first
  const rows = await knex('users').select('name').orderBy('id', 'desc');
  await knex.destroy();
  return rows;
};
