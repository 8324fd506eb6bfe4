const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

function open() {
  if (knex.client.pool === undefined) {
    knex.initialize();
  }
}

exports.handler = async (event) => {
  open();
  const names = await knex('users').pluck('name');
  await knex.destroy();
  return names;
};
