const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  const user = await knex('users').where({ id: event.id }).first();
  if (!user) {
    knex.destroy();
    return { statusCode: 404 };
  }
  await knex('users').where({ id: event.id }).update({ name: event.name });
  knex.destroy();
  return { statusCode: 204 };
};
