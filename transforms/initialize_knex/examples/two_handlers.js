const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

async function find(id) {
  return knex('users').where({ id }).first();
}

module.exports.read = async (event) => {
  const user = await find(event.id);
  await knex.destroy();
  return user;
};

module.exports.rename = async (event) => {
  await knex('users').where({ id: event.id }).update({ name: event.name });
  const user = await find(event.id);
  await knex.destroy();
  return user;
};

module.exports.health = async (event) => {
  return 'fine';
};
