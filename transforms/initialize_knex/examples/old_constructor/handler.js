var Knex = require('knex');

var knex = Knex.initialize({ client: 'pg', connection: process.env.DATABASE_URL });

exports.handler = async function (event) {
  var names = await knex('users').select('name');
  await knex.destroy();
  return names;
};
