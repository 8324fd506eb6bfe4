const knex = require('knex')({
  client: process.env.DATABASE_CLIENT,
  connection: process.env.DATABASE_URL,
  useNullAsDefault: true
});

exports.handler = async (event) => {
  knex('users')
    .insert({ id: event.id, name: event.name })
    .catch((error) => console.log('not saved:', error.message))
    .finally(() => knex.destroy());
};
