const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

const close = () => knex.destroy();

async function names() {
  return knex('users').pluck('name');
}

exports.handler = async (event) => {
  const found = await names();
  close();
  return found;
};
